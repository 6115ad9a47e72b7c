using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

public sealed class SecretInConfigFileTests
{
    [Fact]
    public Task A_setting_with_the_name_of_a_secret() => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", """
            {
              // The orders service.
              "Grpc": {
                "Address": "https://orders.example",
                "Auth": {
                  "Token": "«s3cr3t»",
                },
              },
            }
            """),
        "Setting 'Grpc:Auth:Token' contains a credential, and the file is part of the project",
        DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("""{ "OrdersClient": { "ApiKey": "«k9Xw4fQz»" } }""")]
    [InlineData("""{ "Clients": [ { "Name": "a", "AccessToken": "«k9Xw4fQz»" }, { "AccessToken": "«letmein»" } ] }""")]
    [InlineData("""{ "Tokens": [ "«k9Xw4fQz»", [ "«letmein»" ], null, 5, true ] }""")]
    [InlineData("""{ "Tokens:0": "«k9Xw4fQz»", "Grpc:Tokens:1": "«letmein»" }""")]
    [InlineData("""{ "Auth:Grpc:BearerToken": "«k9Xw4fQz»" }""")]
    [InlineData("""{ "Auth__Grpc__BearerToken": "«k9Xw4fQz»", "Grpc.Auth.Token": "«letmein»" }""")]
    [InlineData("""{ "AUTH": { "TOKEN": "«k9Xw4fQz»" } }""")]
    [InlineData("""{ "Grpc": { "Headers": { "Authorization": "«Bearer k9Xw4fQz»" } } }""")]
    [InlineData("""{ "Grpc": { "Headers": [ { "Name": "Authorization", "Value": "«Bearer k9Xw4fQz»" } ] } }""")]
    [InlineData("""{ "Grpc": { "Headers": [ { "value": "«k9Xw4fQz»", "key": "x-api-key" }, { "key": "x-trace", "value": "k9Xw4fQz" } ] } }""")]
    [InlineData("""{ "ApiKey": { "Header": "X-Api-Key", "Value": "«k9Xw4fQz»" } }""")]
    [InlineData("""{ "AzureAd": { "ClientId": "5d3f", "ClientCredentials": [ { "SourceType": "ClientSecret", "ClientSecret": "«k9Xw4fQz»" } ] } }""")]
    [InlineData("""{ "Jwt": { "Issuer": "https://idp.example", "Key": "«a rather long signing phrase»", "ExpirySeconds": "3600" } }""")]
    [InlineData("""{ "JwtSettings": { "Key": "«k9Xw4fQzk9Xw4fQz»" } }""")]
    [InlineData("""{ "TokenValidationParameters": { "ValidIssuer": "orders", "IssuerSigningKey": "«k9Xw4fQz»", "ValidateLifetime": "true" } }""")]
    [InlineData("""{ "Serilog": { "WriteTo": [ { "Name": "Seq", "Args": { "serverUrl": "https://seq.example", "apiKey": "«k9Xw4fQz»" } } ] } }""")]
    [InlineData("""{ "OpenTelemetry": { "Otlp": { "Headers": "«x-team=orders,api-key=k9Xw4fQz»" } } }""")]
    [InlineData("""{ "Logging": { "LogLevel": { "Default": "Warning" }, "Seq": { "ApiKey": "«k9Xw4fQz»" } } }""")]
    [InlineData("""{ "Headers": [ "Accept: text/plain", "«Authorization: Bearer k9Xw4fQz»", "«x-api-key: k9Xw5fQz»" ] }""")]
    [InlineData("""{ "Transforms": [ { "RequestHeader": "Authorization", "Set": "«Bearer k9Xw4fQz»" }, { "RequestHeader": "X-Forwarded", "Append": "for" } ] }""")]
    [InlineData("""{ "Signing": { "Keys": [ "«k9Xw4fQz»" ] }, "SigningKeys": [ { "Issuer": "orders", "Value": "«k9Xw5fQz»", "Length": 32 } ] }""")]
    [InlineData("""{ "Vault": { "Token": "«k9Xw4fQz»", "Secret": "«k9Xw4fQz7bN2»" }, "Authorization": "«letmein»" }""")]
    [InlineData("""{"Grpc":{"Metadata":{"x-api-key":"«k9Xw4fQz»","x-trace":"1"},"Channels":[[{"Token":"«letmein»"}]]}}""")]
    public Task Shapes_of_JSON(string text) => Verify.Reports("", ConfigFileSetup.With("appsettings.json", text), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("Endpoint=https://orders.example;ApiKey=k9Xw4fQz")]
    [InlineData("Endpoint=https://orders.example; Auth = k9Xw4fQz ;")]
    [InlineData("Server=db.example;Database=orders;User Id=svc;Password=k9Xw4fQz;Encrypt=True")]
    [InlineData("Server=db.example;Uid=svc;Pwd='k9Xw4fQz';")]
    [InlineData("redis.example:6380,password=k9Xw4fQz,ssl=True,abortConnect=False")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=orders;AccountKey=azlYdzRmUXo=;EndpointSuffix=core.example")]
    [InlineData("Endpoint=sb://orders.example/;SharedAccessKeyName=Root;SharedAccessKey=azlYdzRmUXo=")]
    [InlineData("BlobEndpoint=https://orders.example;SharedAccessSignature=sv=1&sig=azlYdzRmUXo")]
    public Task Parts_of_connection_strings(string value) => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", "{ \"ConnectionStrings\": { \"Orders\": \"«" + value + "»\" } }"),
        "Setting 'ConnectionStrings:Orders' contains a credential in one of its name=value pairs, and the file is part of the project");

    [Theory]
    [InlineData("amqp://svc:k9Xw4fQz@rabbit.example:5672/orders")]
    [InlineData("https://svc:k9Xw4fQz@orders.example")]
    [InlineData("mongodb+srv://svc:k9Xw4fQz@db.example/?retryWrites=true")]
    public Task The_password_in_an_address(string value) => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", "{ \"Orders\": { \"Url\": \"«" + value + "»\" } }"),
        "Setting 'Orders:Url' contains a credential in the user part of its address, and the file is part of the project");

    [Fact]
    public Task Escapes_and_what_is_malformed_do_not_move_the_place() => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", "\ufeff{\r\n  \"To\\u006ben\" /* of orders */ : // here\r\n    \"«k9\\\"Xw\\u0034f\\\\Qz»\",,\r\n  \"A\": {{ ]] oops \"B\": \"unclosed\r\n  \"ApiKey\": \"«letmein»\", \"ApiKey\": \"«again»\""));

    [Fact]
    public Task Launch_profiles() => Verify.Reports(
        "",
        ConfigFileSetup.With("Properties/launchSettings.json", """
            {
              "iisSettings": { "iisExpress": { "sslPort": 44300 } },
              "profiles": {
                "api": {
                  "commandName": "Project",
                  "password": "not a variable",
                  "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development", "GRPC_AUTH_TOKEN": "«k9Xw4fQz»", "Grpc__ApiKey": "«letmein»" }
                }
              }
            }
            """),
        "Setting 'profiles:api:environmentVariables:GRPC_AUTH_TOKEN' contains a credential, and the file is part of the project");

    [Fact]
    public Task The_settings_of_developers_are_information() =>
        Verify.Reports("", ConfigFileSetup.With("appsettings.Development.json", """{ "Token": "«s3cr3t»" }"""), severity: DiagnosticSeverity.Info);

    [Fact]
    public Task In_strict_mode_a_warning_is_an_error() => Verify.Reports(
        "", ConfigFileSetup.With("appsettings.json", """{ "Token": "«s3cr3t»" }""") with { GlobalConfig = "build_property.GrpcAuthAnalysisMode = Strict" }, severity: DiagnosticSeverity.Error);

    [Fact]
    public Task In_strict_mode_the_settings_of_developers_stay_information() => Verify.Reports(
        "", ConfigFileSetup.With("appsettings.Development.json", """{ "Token": "«s3cr3t»" }""") with { GlobalConfig = "build_property.GrpcAuthAnalysisMode = Strict" }, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("web.config")]
    [InlineData("Web.Release.config")]
    [InlineData("App.config")]
    public Task Shapes_of_XML(string file) => Verify.Reports(
        "",
        ConfigFileSetup.With(file, """
            <?xml version="1.0"?>
            <!DOCTYPE configuration [ <!ENTITY bomb "&bomb;&bomb;"> ]>
            <configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">
              <appSettings>
                <add key="GrpcToken" value="«k9Xw4fQz»" xdt:Transform="Replace" />
                <add value='«k9&amp;Xw"4fQz»' key='Grpc:ApiKey'/>
                <add
                  key="OrdersPassword"
                  value = "«letmein»"></add>
              </appSettings>
              <connectionStrings>
                <add name="Orders" connectionString="«Server=db;User Id=svc;Password=k9Xw5fQz»" providerName="System.Data.SqlClient" />
              </connectionStrings>
              <system.net><mailSettings><smtp><network host="mail.example" userName="svc" password="«k9Xw6fQz»" /></smtp></mailSettings></system.net>
              <applicationSettings>
                <Acme.Settings>
                  <setting name="Token" serializeAs="String">
                    <value> «k9Xw7fQz» </value>
                  </setting>
                </Acme.Settings>
              </applicationSettings>
              <system.web><machineKey validationKey="«9f86d081884c7d659a2feaa0c55ad015»" decryptionKey="«a3bf4f1b2b0b822cd15d6c15b0f00a08»" validation="SHA1" /></system.web>
              <orders><apiKey><![CDATA[«k9Xw<4fQz»]]></apiKey></orders>
              <system.webServer><httpProtocol><customHeaders><add name="Authorization" value="«Bearer k9Xw8fQz»" /></customHeaders></httpProtocol></system.webServer>
            </configuration>
            """),
        "Setting 'GrpcToken' contains a credential, and the file is part of the project");

    [Theory]
    [InlineData(".env")]
    [InlineData(".env.local")]
    public Task Shapes_of_env(string file) => Verify.Reports(
        "",
        ConfigFileSetup.With(file, """
            # GRPC_TOKEN=commented
            GRPC_ENDPOINT=https://localhost:5001
            GRPC_API_KEY="«k9Xw4fQz»"
            export GRPC_TOKEN='«k9Xw5fQz»' # of orders
              GRPC_PASSWORD = «k9 Xw#4fQz»   # of orders
            Grpc__Auth__Token=`«k9Xw6fQz»`
            DATABASE_URL=«postgres://svc:k9Xw7fQz@db.example/orders»
            ORDERS_SECRET="«first line
            second \" line»"
            CLIENT_SECRET="«unclosed»
            """),
        "Setting 'GRPC_API_KEY' contains a credential, and the file is part of the project");

    [Fact]
    public Task A_comment_without_a_reason_and_one_elsewhere_cover_nothing() => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", """
            {
              // grpc-auth-ignore:
              "Token": "«s3cr3t»", // grpc-auth-ignore

              "ApiKey": "covered", // grpc-auth-ignore: the key of the public demo
              "Password": "«s4cr3t»",
              "Note": "// grpc-auth-ignore: in a text",
              "ClientSecret": "«s5cr3t»"
            }
            """));

    [Fact]
    public Task Names_that_options_add() => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", """{ "Orders": { "Magic": "«s3cr3t»" }, "Grpc": { "Headers": { "x-orders": "«s4cr3t»" } } }""") with
        {
            EditorConfig = "grpc_auth.secret_keys = Orders:Magic\ngrpc_auth.credential_headers = x-orders",
        });

    [Fact]
    public Task A_name_that_is_or_holds_a_secret_is_not_told() => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", """{ "k9Xw4fQz7bN2": { "orders-s3cr3t-token": "«S3cr3t-Token»" } }"""),
        "Setting '\u2026:\u2026' contains a credential, and the file is part of the project");

    [Fact]
    public Task Test_projects_where_the_option_says_so() => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", """{ "Token": "«s3cr3t»" }""") with { GlobalConfig = "build_property.IsTestProject = true\ngrpc_auth.tests = same" },
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("""{ "Jwt": { "Key": "«ThisIsMySecretKey12345»", "Issuer": "my secret issuer of all" }, "JwtSettings": { "Secret": "«this is my custom Secret key for authentication»" } }""")]
    [InlineData("""{ "AppSettings": { "Token": "«my top secret key phrase»" }, "JwtKey": "«my-super-secret-signing-key»" }""")]
    public Task A_phrase_that_signs_tokens_is_a_key(string text) => Verify.Reports("", ConfigFileSetup.With("appsettings.json", text));

    [Theory]
    [InlineData("""{ "ApiKeys": { "orders-client": "«hase-im-wald-7»", "orders-web": "«wald-im-hase-8»" } }""")]
    [InlineData("""{ "ApiKeys": [ { "Owner": "orders-77x", "Key": "«hase-im-wald-7»" } ], "Smtp": { "Pass": "«hase-im-wald-8»" } }""")]
    [InlineData("""{ "ClientSecrets": [ { "Value": "«hase-im-wald-7»", "Expiration": "2026-01-01T00:00:00Z", "Type": "SharedSecret256" } ] }""")]
    [InlineData("""{ "Vault": { "Token": "«dev-root-token»" }, "Endpoints": { "Token": "«s3cr3t-token»" }, "Cookies": { "AccessToken": "«k9Xw4fQzR7tB2mL5»" } }""")]
    public Task Secrets_by_the_name_of_their_section(string text) => Verify.Reports("", ConfigFileSetup.With("appsettings.json", text));

    [Theory]
    [InlineData("Server=tcp:127.0.0.1,5433;Database=orders;User Id=sa;Password=k9Xw4fQz")]
    [InlineData("Data Source=(local)\\\\SQLEXPRESS;User Id=sa;Password=k9Xw4fQz")]
    [InlineData("Uid=svc;Password=k9Xw4fQz;Host=localhost;Port=3306")]
    [InlineData("localhost:6379,password=k9Xw4fQz")]
    [InlineData("amqp://svc:k9Xw4fQz@localhost:5672/orders")]
    public Task What_opens_a_server_on_the_machine_itself_is_information(string value) => Verify.Reports(
        "",
        ConfigFileSetup.With("appsettings.json", $$"""{ "ConnectionStrings": { "Orders": "«{{value}}»" } }"""),
        severity: DiagnosticSeverity.Info);
}
