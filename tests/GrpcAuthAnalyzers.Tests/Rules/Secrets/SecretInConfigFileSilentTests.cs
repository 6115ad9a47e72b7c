using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

public sealed class SecretInConfigFileSilentTests
{
    private const string Secret = """{ "Token": "s3cr3t" }""";

    [Theory]
    [InlineData("""{ "Token": "" }""")]
    [InlineData("""{ "Token": "   " }""")]
    [InlineData("""{ "Token": null, "ApiKey": true, "Password": 12345678 }""")]
    [InlineData("""{ "Token": "<token>", "ApiKey": "${API_KEY}", "Password": "#{OrdersPassword}#", "ClientSecret": "{{client-secret}}" }""")]
    [InlineData("""{ "Token": "your-token-here", "ApiKey": "REPLACE_ME_WITH_KEY", "Password": "changeme", "ClientSecret": "********" }""")]
    [InlineData("""{ "Token": "@Microsoft.KeyVault(SecretUri=https://kv.example/secrets/grpc)", "ApiKey": "op://vault/grpc/key", "Password": "vault://secret/orders" }""")]
    [InlineData("""{ "Token": "Bearer", "Authorization": "Basic " }""")]
    [InlineData("""{ "Token": "/run/secrets/grpc_token", "Password": "./secrets/password.txt", "ApiKey": "C:\\secrets\\key.txt", "Secret": "file:///run/secret" }""")]
    [InlineData("""{ "Token": "env:GRPC_TOKEN", "ApiKey": "GRPC_API_KEY", "Password": "Orders:Db:Password", "Secret": "keyvault:orders", "Token2": "kms:AQICAHkq8Zt42LmXv09aaPqW7r" }""")]
    [InlineData("""{ "Token": "https://idp.example/token", "ApiKey": "https://orders.example/keys/" }""")]
    public Task Values_that_are_no_credential(string text) => Verify.Silent("", ConfigFileSetup.With("appsettings.json", text));

    [Theory]
    [InlineData("""{ "Auth": { "TokenEndpoint": "https://idp.example/oauth2/token", "TokenType": "JWT", "Scheme": "Bearer", "Authority": "https://idp.example", "Audience": "grpc-api" } }""")]
    [InlineData("""{ "Auth": { "TokenLifetimeMinutes": "60", "AccessTokenLifetime": "01:00:00", "RefreshToken": "30.00:00:00", "SaveToken": "true", "RequireSignedToken": "false" } }""")]
    [InlineData("""{ "Csrf": { "Token": "X-CSRF-TOKEN", "CookieToken": "XSRF-TOKEN" }, "Auth": { "Token": "X-Access-Token" } }""")]
    [InlineData("""{ "Auth": { "ApiKeyHeaderName": "X-Api-Key", "TokenEnvVar": "GRPC_AUTH_TOKEN", "TokenProvider": "Acme.Auth.VaultTokenProvider, Acme.Auth" } }""")]
    [InlineData("""{ "Headers": { "Token": "X-Auth-Token", "ApiKey": "x-api-key", "Bearer": "Authorization" } }""")]
    [InlineData("""{ "Cors": { "AllowedHeaders": [ "Authorization", "X-Api-Key", "grpc-status" ], "ExposedHeaders": [ "X-Token" ] } }""")]
    [InlineData("""{ "KeyVault": { "Name": "orders-kv", "Uri": "https://orders-kv.vault.example", "SecretName": "grpc-api-token", "KeyName": "signing-key" } }""")]
    [InlineData("""{ "Kestrel": { "Endpoints": { "Grpc": { "Url": "https://*:5001", "Protocols": "Http2" } }, "Certificates": { "Default": { "Path": "certs/orders.pfx", "KeyPath": "certs/orders.key", "Thumbprint": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "Subject": "orders" } } } }""")]
    [InlineData("""{ "Logging": { "LogLevel": { "Grpc.Auth.Token": "Debug" }, "Console": { "LogLevel": { "Acme.Token": "MyLevel" } } } }""")]
    [InlineData("""{ "Logging:LogLevel:Grpc.Auth.Token": "MyLevel", "Logging__LogLevel__Token": "MyLevel" }""")]
    [InlineData("""{ "Serilog": { "MinimumLevel": { "Override": { "Microsoft.IdentityModel.Tokens": "MyLevel" } }, "WriteTo": [ { "Name": "Console", "Args": { "outputTemplate": "{Token} {Message}" } } ] } }""")]
    [InlineData("""{ "NLog": { "targets": { "console": { "type": "Console", "layout": "${message} password=${password}" } } } }""")]
    [InlineData("""{ "AzureAd": { "Instance": "https://login.example/", "TenantId": "5d3f6f0e-0b1a-4c2d-a1b2-123456789abc", "ClientId": "5d3f6f0e-0b1a-4c2d-b1b2-123456789abc", "ClientCredentials": [ { "SourceType": "SignedAssertionFromManagedIdentity" } ], "Credential": "ManagedIdentityCredential" } }""")]
    [InlineData("""{ "Jwt": { "Issuer": "https://idp.example", "Audience": "orders", "ExpirySeconds": "3600", "Algorithm": "HS256" } }""")]
    [InlineData("""{ "TokenValidationParameters": { "ValidateIssuer": true, "ValidIssuer": "orders", "ValidAudience": "orders", "NameClaimType": "name", "ClockSkew": "00:05:00" } }""")]
    [InlineData("""{ "Stripe": { "ApiKey": "SECRET" }, "Db": { "Password": "PASSWORD" } }""")]
    [InlineData("""{ "Authentication": { "Schemes": { "Bearer": { "ValidAudiences": [ "https://localhost:5001" ], "ValidIssuer": "dotnet-user-jwts" } }, "DefaultScheme": "Bearer" } }""")]
    [InlineData("""{ "ApplicationInsights": { "InstrumentationKey": "5d3f6f0e-0b1a-4c2d-a1b2-123456789abc", "ConnectionString": "InstrumentationKey=5d3f6f0e-0b1a-4c2d-a1b2-123456789abc;IngestionEndpoint=https://ai.example/" } }""")]
    [InlineData("""{ "FeatureManagement": { "UseNewToken": "true", "RequireApiKey": "false", "Secret": "Enabled" } }""")]
    [InlineData("""{ "HealthChecks": { "Token": "optional" }, "Recaptcha": { "SiteKey": "6LfAbC" }, "PrimaryKey": "OrderId", "PublicKey": "azlYdzRmUXo=" }""")]
    [InlineData("""{ "Swagger": { "Bearer": { "Description": "JWT Authorization header using the Bearer scheme.", "Name": "Authorization", "In": "header", "Type": "apiKey" }, "Authorization": "Enter 'Bearer' and then your token" } }""")]
    [InlineData("""{ "Messages": { "InvalidToken": "The token is not valid.", "ForgotPassword": "Forgot your password?", "CancellationToken": "cancelled" } }""")]
    [InlineData("""{ "Routes": { "/connect/token": "TokenController", "token/": "x" }, "PageToken": "abc", "ContinuationToken": "abc", "CsrfToken": "abc" }""")]
    [InlineData("""{ "Jwt": { "SigningKey": "-----BEGIN PUBLIC KEY-----\nazlYdzRmUXo=\n-----END PUBLIC KEY-----", "Credentials": "DefaultAzureCredential" } }""")]
    [InlineData("""{ "KeyVault": { "Secrets": [ "grpc-api-token", "orders-db-password" ], "Secret": "grpc-api-token", "Certificate": "orders" } }""")]
    [InlineData("""{ "AzureAd": { "ClientCertificates": [ { "SourceType": "KeyVault", "KeyVaultUrl": "https://orders-kv.vault.example", "KeyVaultCertificateName": "grpc" } ] } }""")]
    [InlineData("""{ "Tls": { "PrivateKey": "certs/orders.key", "PfxPassword": "", "CertificateKey": "orders.pem", "Credentials": "Insecure" } }""")]
    [InlineData("""{ "Identity": { "Password": { "RequiredLength": "8", "RequireDigit": "true" }, "GrantTypes": [ "password", "refresh_token" ], "ResponseType": "token" } }""")]
    [InlineData("""{ "Authorization": "RequireAdministrator", "Authentication": "OpenIdConnect", "Auth": "Windows" }""")]
    [InlineData("""{ "Headers": [ "Access-Control-Allow-Headers: Authorization", "Cache-Control: no-store", "Authorization: {token}" ], "Label": "Password: s3cr3t" }""")]
    [InlineData("""{ "Cookie": { "Name": ".Orders.Token", "SameSite": "Lax", "Options": "SameSite=Lax; Secure; Path=/" }, "AllowedHosts": "*", "UserSecretsId": "k9Xw4fQz" }""")]
    public Task Settings_that_are_no_secret(string text) => Verify.Silent("", ConfigFileSetup.With("appsettings.json", text));

    [Theory]
    [InlineData("""{ "Queues": { "RefreshToken": "refresh-token-queue" }, "Topics": { "ResetPassword": "user.password.reset" }, "Tables": { "Password": "user_passwords" }, "Columns": { "Secret": "SecretValue" } }""")]
    [InlineData("""{ "Cookies": { "AccessToken": "orders_access_token" }, "Permissions": { "ApiKeys": "apikeys.manage" }, "ClaimMappings": { "credential": "cred" }, "Texts": { "Password": "Passwort", "Secret": "Secret:" } }""")]
    [InlineData("""{ "Masking": { "Secrets": [ "password", "client_secret" ] }, "KeyVaultSecrets": { "Token": "grpc-token" }, "SecretsManager": { "Token": "prod/orders/token" }, "SecretStore": { "ApiKey": "orders-api-key" } }""")]
    [InlineData("""{ "Cron": { "RotateSecret": "0 0 1 * *" }, "Jobs": { "RefreshToken": "*/30 * * * * *", "ApiKey": "0 3 * * SUN", "Jwt": "@daily" } }""")]
    [InlineData("""{ "Cache": { "Token": "00:05:00", "AccessToken": "PT5M", "ApiKey": "5m", "Secret": "30s", "Jwt": "1.5h" }, "RateLimits": { "Token": "100/m", "ApiKey": "10 / hour" } }""")]
    [InlineData("""{ "AzureAdB2C": { "ResetPassword": "B2C_1_reset" }, "Labels": { "ForgotPassword": "Forgot password?" }, "FeatureManagement": { "UsePassword": "AlwaysOff", "RequireToken": "sometimes" } }""")]
    [InlineData("""{ "Llm": { "StopTokens": [ "<|endoftext|>", "###" ], "EosToken": "</s>", "PadToken": "pad" }, "Parser": { "StartToken": "begin", "Token": "||" } }""")]
    [InlineData("""{ "Cors": { "Credentials": "include" }, "Azure": { "Credential": "DefaultAzure" }, "RabbitMq": { "Password": "guest" }, "AZURE_TOKEN_CREDENTIALS": "dev" }""")]
    [InlineData("""{ "Db": { "Token": "encrypted:v1:AQICAHh4", "ApiKey": "DPAPI:AQAAANCMnd8BFdERjHoAwE", "SigningKey": "CfDJ8SXpfKtHF4vUCsMehGAkWvj7FAc9QeWJKY40uvSwMFLZDe" } }""")]
    [InlineData("""{ "ApiKeys": [ { "Id": "5d3f6f0e-0b1a-4c2d-a1b2-123456789abc", "Name": "client-0001", "Owner": "client-0001", "ExpiresOn": "2026-01-01T00:00:00Z" } ], "Tokens": { "Issuer": "orders2024x" } }""")]
    [InlineData("""{ "Jwt": { "Key": "your-256-bit-secret", "SecretKey": "REPLACE THIS WITH YOUR OWN SECRET KEY" }, "JwtSettings": { "Secret": "set in user secrets, not here", "SigningKey": "change-this-secret-key" } }""")]
    public Task Settings_that_are_called_after_a_secret(string text) => Verify.Silent("", ConfigFileSetup.With("appsettings.json", text));

    [Theory]
    [InlineData("Server=db.example;Database=orders;Integrated Security=True;TrustServerCertificate=True;Persist Security Info=False")]
    [InlineData("Server=db.example;User Id=svc;Password={password};Encrypt=True")]
    [InlineData("Server=db.example;User Id=svc;Password=;")]
    [InlineData("Server=db.example;User Id=svc;Password=${DB_PASSWORD}")]
    [InlineData("redis.example:6380,ssl=True,abortConnect=False")]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=azlYdzRmUXo=;BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1")]
    [InlineData("AccountEndpoint=https://localhost:8081/;AccountKey=azlYdzRmUXo=")]
    [InlineData("Endpoint=sb://orders.example/;SharedAccessKeyName=RootManageSharedAccessKey")]
    [InlineData("amqp://guest:guest@localhost:5672")]
    [InlineData("amqp://svc@localhost:5672")]
    [InlineData("https://{user}:{password}@orders.example")]
    [InlineData("https://orders.example/@svc:k9Xw4fQz")]
    [InlineData("Acme.Handlers.TokenHandler, Acme, Version=1.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089")]
    [InlineData("text/html; charset=utf-8; q=0.9")]
    public Task Values_with_parts(string value) => Verify.Silent("", ConfigFileSetup.With("appsettings.json", "{ \"ConnectionStrings\": { \"Orders\": \"" + value + "\" } }"));

    [Fact]
    public Task XML_without_a_secret() => Verify.Silent("", ConfigFileSetup.With("web.config", """
        <configuration>
          <configSections>
            <section name="token" type="Acme.TokenSection, Acme, Version=1.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089" />
          </configSections>
          <appSettings>
            <add key="TokenEndpoint" value="https://idp.example/token" />
            <add key="GrpcToken" value="" />
            <add key="GrpcApiKey" value="#{GrpcApiKey}#" />
            <add key="RequireToken" value="true" />
            <add key="TokenExpirationMinutes" value="60" />
            <!-- <add key="GrpcToken" value="k9Xw4fQz" /> -->
          </appSettings>
          <system.web>
            <authentication mode="Windows" />
            <machineKey validationKey="AutoGenerate,IsolateApps" decryptionKey="AutoGenerate,IsolateApps" validation="SHA1" decryption="AES" />
            <sessionState cookieName="orders-token" />
          </system.web>
          <system.serviceModel><bindings><basicHttpBinding><binding><security><message clientCredentialType="UserName" /></security></binding></basicHttpBinding></bindings></system.serviceModel>
          <runtime>
            <assemblyBinding xmlns="urn:schemas-microsoft-com:asm.v1">
              <dependentAssembly>
                <assemblyIdentity name="System.Runtime" publicKeyToken="b03f5f7f11d50a3a" culture="neutral" />
              </dependentAssembly>
            </assemblyBinding>
          </runtime>
          <add name="Access-Control-Allow-Headers" value="Authorization, X-Api-Key" />
        </configuration>
        """));

    [Fact]
    public Task An_env_file_without_a_secret() => Verify.Silent("", ConfigFileSetup.With(".env", """
        # GRPC_TOKEN=k9Xw4fQz
        GRPC_TOKEN=
        GRPC_PASSWORD=$(cat /run/secrets/password)
        GRPC_TOKEN_FILE=/run/secrets/token
        GOOGLE_APPLICATION_CREDENTIALS=/etc/orders/key.json
        TOKEN_URL="https://idp.example/token"
        not an assignment: TOKEN k9Xw4fQz
        """));

    [Theory]
    [InlineData("appsettings.example.json")]
    [InlineData("appsettings.json.sample")]
    [InlineData("appsettings.Template.json")]
    [InlineData("secrets.json")]
    [InlineData("package.json")]
    [InlineData("my.appsettings.txt")]
    public Task Files_that_are_templates_or_none_of_the_program(string file) => Verify.Silent("", ConfigFileSetup.With(file, Secret));

    [Theory]
    [InlineData(".env.example")]
    [InlineData(".env.dist")]
    [InlineData(".envrc")]
    public Task Env_files_that_are_templates_or_scripts(string file) => Verify.Silent("", ConfigFileSetup.With(file, "GRPC_TOKEN=k9Xw4fQz"));

    [Fact]
    public Task A_project_without_gRPC() => Verify.Silent("", ConfigFileSetup.With("appsettings.json", Secret) with { WithoutGrpc = true });

    [Theory]
    [InlineData("build_property.IsTestProject = true")]
    [InlineData("build_property.IsTestProject = true\ngrpc_auth.tests = off")]
    public Task Test_projects(string config) => Verify.Silent("", ConfigFileSetup.With("appsettings.json", Secret) with { GlobalConfig = config });

    [Theory]
    [InlineData("[appsettings.json]\ngrpc_auth.config_files = ignore")]
    [InlineData("[*]\ngrpc_auth.config_files = ignore")]
    [InlineData("[*.json]\ngrpc_auth.ignored_headers = Token")]
    public Task Files_and_names_that_an_option_leaves_out(string config) => Verify.Silent("", ConfigFileSetup.With("appsettings.json", Secret) with { EditorConfig = "root = true\n" + config });

    [Theory]
    [InlineData("{ \"Token\": \"s3cr3t\" } // grpc-auth-ignore: the token of the public demo")]
    [InlineData("{\n  // grpc-auth-ignore: the token of the public demo\n  \"Token\": \"s3cr3t\" }")]
    [InlineData("{\r\n  /* GRPC-AUTH-IGNORE: the token of the public demo */\r\n  \"Token\":\r\n    \"s3cr3t\" }")]
    [InlineData("{ \"Token\": /* grpc-auth-ignore: demo */ \"s3cr3t\" }")]
    public Task A_comment_with_a_reason(string text) => Verify.Silent("", ConfigFileSetup.With("appsettings.json", text));

    [Theory]
    [InlineData("<c>\n  <!-- grpc-auth-ignore: the token of the public demo -->\n  <add key=\"Token\"\n       value=\"s3cr3t\" />\n</c>")]
    [InlineData("<c><add key=\"Token\" value=\"s3cr3t\" /><!-- grpc-auth-ignore: demo --></c>")]
    public Task A_comment_with_a_reason_in_XML(string text) => Verify.Silent("", ConfigFileSetup.With("app.config", text));

    [Theory]
    [InlineData("# grpc-auth-ignore: demo\nTOKEN=s3cr3t")]
    [InlineData("TOKEN=\"s3cr3t\" # grpc-auth-ignore: demo")]
    public Task A_comment_with_a_reason_in_env(string text) => Verify.Silent("", ConfigFileSetup.With(".env", text));
}
