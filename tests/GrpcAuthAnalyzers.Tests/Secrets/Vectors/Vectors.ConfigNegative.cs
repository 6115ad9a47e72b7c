namespace GrpcAuthAnalyzers.Tests.Secrets.Vectors;

/// <summary>Configuration files that hold none.</summary>
internal static partial class Vectors
{
    private static void AddConfigNegatives(VectorList list, FakeSecrets s)
    {
        // empty value (filled by user-secrets)
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Grpc": {
                "Token": ""
              }
            }
            """);
        // null
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Grpc": {
                "Token": null
              }
            }
            """);
        // angle placeholder
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Grpc": {
                "Token": "<token>"
              }
            }
            """);
        // environment template
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Grpc": {
                "Token": "${GRPC_TOKEN}"
              }
            }
            """);
        // deployment token
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Grpc": {
                "Token": "#{GrpcToken}#"
              }
            }
            """);
        // App Service Key Vault reference
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Grpc": {
                "ApiKey": "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/grpc)"
              }
            }
            """);
        // 1Password reference
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Grpc": {
                "Token": "op://vault/grpc/token"
              }
            }
            """);
        // vault reference
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Grpc": {
                "Token": "{vault:secret/data/grpc#token}"
              }
            }
            """);
        // URL
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Auth": {
                "TokenEndpoint": "https://login.synthetic.invalid/oauth2/token"
              }
            }
            """);
        // number and boolean
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Auth": {
                "TokenLifetimeMinutes": 60,
                "ValidateToken": true
              }
            }
            """);
        // audience and authority
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Auth": {
                "Audience": "grpc-api",
                "Authority": "https://idp.synthetic.invalid"
              }
            }
            """);
        // public GUIDs
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            $$"""
            {
              "AzureAd": {
                "ClientId": "{{s.Guid}}",
                "TenantId": "{{s.OtherGuid}}"
              }
            }
            """);
        // header name
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Auth": {
                "ApiKeyHeaderName": "X-Api-Key"
              }
            }
            """);
        // variable name
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Auth": {
                "TokenEnvVar": "GRPC_AUTH_TOKEN"
              }
            }
            """);
        // type name
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Auth": {
                "TokenProvider": "Contoso.Auth.KeyVaultTokenProvider, Contoso.Auth"
              }
            }
            """);
        // scheme names
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Auth": {
                "Scheme": "Bearer",
                "TokenType": "JWT"
              }
            }
            """);
        // secret name
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "KeyVault": {
                "SecretName": "grpc-api-token"
              }
            }
            """);
        // instruction text
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Grpc": {
                "Token": "set-with-dotnet-user-secrets"
              }
            }
            """);
        // redacted
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Grpc": {
                "Token": "**REDACTED**"
              }
            }
            """);
        // certificate thumbprint is public
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            $$"""
            {
              "Kestrel": {
                "Certificates": {
                  "Default": {
                    "Thumbprint": "{{s.Hex160}}"
                  }
                }
              }
            }
            """);
        // instrumentation key: not a gRPC credential, gitleaks users report it as a false positive
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            $$"""
            {
              "ApplicationInsights": {
                "InstrumentationKey": "{{s.Guid}}"
              }
            }
            """);
        // logging category whose name ends in Token
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            """
            {
              "Logging": {
                "LogLevel": {
                  "Grpc.Auth.Token": "Debug"
                }
              }
            }
            """);
        // public key
        list.IgnoreFile(
            "appsettings.json",
            "appsettings",
            $$"""
            {
              "Grpc": {
                "PublicKey": "{{s.Base64(32)}}"
              }
            }
            """);
        // nothing secret
        list.IgnoreFile(
            "Properties/launchSettings.json",
            "launchSettings",
            """
            {
              "$schema": "https://json.schemastore.org/launchsettings.json",
              "profiles": {
                "api": {
                  "environmentVariables": {
                    "ASPNETCORE_ENVIRONMENT": "Development"
                  }
                }
              }
            }
            """);
    }
}
