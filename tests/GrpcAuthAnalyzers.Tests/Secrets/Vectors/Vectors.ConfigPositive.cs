namespace GrpcAuthAnalyzers.Tests.Secrets.Vectors;

/// <summary>Configuration files that hold a secret.</summary>
internal static partial class Vectors
{
    private static void AddConfigPositives(VectorList list, FakeSecrets s)
    {
        // opaque value under a secret key
        list.FlagFile(
            "appsettings.json",
            "Grpc:Auth:Token",
            "appsettings key Token",
            $$"""
            {
              "Grpc": {
                "Auth": {
                  "Token": "{{s.Opaque}}"
                }
              }
            }
            """);
        // base64 key
        list.FlagFile(
            "appsettings.json",
            "OrdersClient:ApiKey",
            "appsettings key ApiKey",
            $$"""
            {
              "OrdersClient": {
                "ApiKey": "{{s.Key256}}"
              }
            }
            """);
        // JWT with scheme
        list.FlagFile(
            "appsettings.json",
            "Grpc:Headers:Authorization",
            "appsettings header map",
            $$"""
            {
              "Grpc": {
                "Headers": {
                  "Authorization": "Bearer {{s.JwtExpired}}"
                }
              }
            }
            """,
            known: true);
        // known format under any key
        list.FlagFile(
            "appsettings.json",
            "GitHub:Value",
            "appsettings neutral key",
            $$"""
            {
              "GitHub": {
                "Value": "{{s.GitHubPersonal}}"
              }
            }
            """,
            known: true);
        // array element path Clients:0:AccessToken
        list.FlagFile(
            "appsettings.json",
            "Clients:0:AccessToken",
            "appsettings array of objects",
            $$"""
            {
              "Clients": [
                {
                  "Name": "a",
                  "AccessToken": "{{s.Opaque40}}"
                }
              ]
            }
            """);
        // S6418 does not support nested arrays; inherit the parent key
        list.FlagFile(
            "appsettings.json",
            "Tokens:0",
            "appsettings array under a secret key",
            $$"""
            {
              "Tokens": [
                "{{s.Opaque24}}",
                "{{s.Opaque}}"
              ]
            }
            """);
        // launchSettings.json is committed
        list.FlagFile(
            "Properties/launchSettings.json",
            "profiles:api:environmentVariables:GRPC_AUTH_TOKEN",
            "launchSettings environment variable",
            $$"""
            {
              "profiles": {
                "api": {
                  "commandName": "Project",
                  "environmentVariables": {
                    "GRPC_AUTH_TOKEN": "{{s.Opaque24}}"
                  }
                }
              }
            }
            """);
        // known format in Development too (Sonar skips this file)
        list.FlagFile(
            "appsettings.Development.json",
            "Grpc:Token",
            "appsettings.Development.json",
            $$"""
            {
              "Grpc": {
                "Token": "{{s.GitLab}}"
              }
            }
            """,
            known: true);
        // JSONC: comments and trailing commas must parse, exact span on line 4
        list.FlagFile(
            "appsettings.json",
            "Grpc:AuthToken",
            "appsettings with comments",
            $$"""
            {
              // client
              "Grpc": {
                "AuthToken": "{{s.Opaque}}",
              },
            }
            """);
        // JSON escapes: decode before matching, map the span back
        list.FlagFile("appsettings.json", "Grpc:Authorization", "appsettings with escapes", $$"""{ "Grpc": { "Authorization": "\u0042earer {{s.JwtValid}}" } }""", known: true);
        // decodes to user:password
        list.FlagFile(
            "appsettings.json",
            "Grpc:Authorization",
            "appsettings Basic",
            $$"""
            {
              "Grpc": {
                "Authorization": "Basic {{s.Basic}}"
              }
            }
            """,
            known: true);
        // key=value pairs inside a value
        list.FlagFile(
            "appsettings.json",
            "ConnectionStrings:Grpc",
            "connection string part",
            $$"""
            {
              "ConnectionStrings": {
                "Grpc": "Endpoint=https://orders.synthetic.invalid;ApiKey={{s.Opaque24}}"
              }
            }
            """);
        // Entra client secret format
        list.FlagFile(
            "appsettings.json",
            "AzureAd:ClientSecret",
            "appsettings ClientSecret",
            $$"""
            {
              "AzureAd": {
                "ClientSecret": "{{s.EntraClientSecret}}"
              }
            }
            """,
            known: true);
        // colon-flattened key as user-secrets writes it
        list.FlagFile(
            "appsettings.json",
            "Auth:Grpc:BearerToken",
            "flattened key",
            $$"""
            {
              "Auth:Grpc:BearerToken": "{{s.Opaque40}}"
            }
            """);
        // XML add key/value
        list.FlagFile(
            "web.config",
            "GrpcToken",
            "web.config appSettings",
            $"""
            <configuration>
              <appSettings>
                <add key="GrpcToken" value="{s.Opaque24}" />
              </appSettings>
            </configuration>
            """);
        // dotenv assignment, quoted
        list.FlagFile(
            ".env",
            "GRPC_API_KEY",
            ".env",
            $"""
            # local
            GRPC_ENDPOINT=https://localhost:5001
            GRPC_API_KEY="{s.Opaque24}"
            """);
        // 256-bit hex
        list.FlagFile(
            "appsettings.json",
            "Grpc:SigningKey",
            "appsettings SigningKey",
            $$"""
            {
              "Grpc": {
                "SigningKey": "{{s.Hex256}}"
              }
            }
            """);
        // Google API key
        list.FlagFile(
            "appsettings.json",
            "Google:ApiKey",
            "appsettings",
            $$"""
            {
              "Google": {
                "ApiKey": "{{s.GoogleApiKey}}"
              }
            }
            """,
            known: true);
    }
}
