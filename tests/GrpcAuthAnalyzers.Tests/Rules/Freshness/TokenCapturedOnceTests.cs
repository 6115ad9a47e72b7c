using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public sealed class TokenCapturedOnceTests
{
    internal const string Provider = """
        public sealed class Tokens
        {
            public Task<string> GetTokenAsync(CancellationToken cancellation = default) => Task.FromResult(Environment.MachineName);

            public string Current => Environment.MachineName;
        }
        """;

    [Theory]
    [InlineData("$\"Bearer {{|GRPCAUTH3002:token|}}\"")]
    [InlineData("\"Bearer \" + {|GRPCAUTH3002:token|}")]
    [InlineData("string.Format(\"Bearer {0}\", {|GRPCAUTH3002:token|})")]
    [InlineData("string.Join(\" \", \"Bearer\", {|GRPCAUTH3002:token|})")]
    [InlineData("string.Format(\"{0}{1}{2}{3}\", \"Bearer\", ' ', \"\", {|GRPCAUTH3002:token|})")]
    [InlineData("\"Bearer \" + {|GRPCAUTH3002:token|}.Trim()")]
    [InlineData("\"Bearer \" + {|GRPCAUTH3002:token|}.TrimEnd()")]
    [InlineData("\"Bearer \" + {|GRPCAUTH3002:token|}.TrimStart()")]
    [InlineData("\"Bearer \" + {|GRPCAUTH3002:token|}.Replace(\"\\n\", \"\")")]
    [InlineData("\"Bearer \" + {|GRPCAUTH3002:token|}.ToString()")]
    [InlineData("string.Concat(\"Bearer \", {|GRPCAUTH3002:token|})")]
    [InlineData("\"Bearer \" + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes({|GRPCAUTH3002:token|}))")]
    [InlineData("\"Bearer \" + System.Text.Encoding.ASCII.GetString(System.Text.Encoding.ASCII.GetBytes({|GRPCAUTH3002:token|}))")]
    public Task Call_credentials_of_a_channel_that_capture_a_token(string value) => Verify.Reports($$"""
        var tokens = new Tokens();
        var token = {|#0:await tokens.GetTokenAsync()|};
        var credentials = CallCredentials.FromInterceptor((context, metadata) =>
        {
            metadata.Add("authorization", {{value}});
            return Task.CompletedTask;
        });
        var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials),
        });

        """ + Provider, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("var token = tokens.Current;")]
    [InlineData("string? token = null; token = tokens.Current;")]
    [InlineData("string token; token = tokens.Current;")]
    public Task A_registration_whose_credentials_capture_a_token(string read) => Verify.Reports($$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services, Tokens tokens)
            {
                {{read}}
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .AddCallCredentials((context, metadata) =>
                    {
                        metadata.Add("authorization", "Bearer " + {|GRPCAUTH3002:token|});
                        return Task.CompletedTask;
                    });
            }
        }

        """ + Provider);

    [Theory]
    [InlineData("channel.Intercept(metadata => { metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3002:token|}); return metadata; })")]
    [InlineData("channel.Intercept(metadata => { var header = \"Bearer \" + {|GRPCAUTH3002:token|}; metadata.Add(new Metadata.Entry(\"authorization\", header)); return metadata; })")]
    [InlineData("channel.Intercept(metadata => new Metadata { { \"authorization\", \"Bearer \" + {|GRPCAUTH3002:token|} } })")]
    public Task An_interceptor_function_that_captures_a_parameter(string intercept) => Verify.Reports($$"""
        using Grpc.Core.Interceptors;

        public sealed class Clients
        {
            private readonly Orders.OrdersClient _orders;

            public Clients(ChannelBase channel, string token) => _orders = new({{intercept}});
        }
        """);

    [Theory]
    [InlineData("public sealed class Auth(string token) : Interceptor", "", "{|GRPCAUTH3002:token|}")]
    [InlineData("public sealed class Auth : Interceptor", "private readonly string _token; public Auth(string token) => _token = token;", "{|GRPCAUTH3002:_token|}")]
    [InlineData("public sealed class Auth : Interceptor", "private string _token; public Auth(string token) => _token = token;", "{|GRPCAUTH3002:_token|}")]
    [InlineData("public sealed class Auth : Interceptor", "private readonly string? _token = null; public Auth(string token) => _token = token;", "{|GRPCAUTH3002:_token|}")]
    [InlineData("public sealed class Auth(string token) : Interceptor", "private string Token { get; } = token;", "{|GRPCAUTH3002:Token|}")]
    [InlineData("public sealed class Auth : Interceptor", "private static readonly string Token = Environment.MachineName;", "{|GRPCAUTH3002:Token|}")]
    public Task An_interceptor_whose_token_was_read_when_it_was_made(string type, string member, string token) => Verify.Reports($$"""
        using Grpc.Core.Interceptors;

        {{type}}
        {
            {{member}}

            {{EveryKind.Overrides}}
            {
                var headers = new Metadata { { "authorization", "Bearer " + {{token}} } };
                {{EveryKind.Copy}}
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }
        """);

    [Fact]
    public Task The_answer_of_a_login_holds_one_token() => Verify.Reports("""
        var accounts = new Accounts.AccountsClient(GrpcChannel.ForAddress("https://orders.example.com"));
        var login = await accounts.LoginAsync(new LoginRequest());
        var options = new GrpcChannelOptions();
        options.Credentials = ChannelCredentials.Create(new SslCredentials(), CallCredentials.FromInterceptor((context, metadata) =>
        {
            metadata.Add("authorization", $"Bearer {{|GRPCAUTH3002:login.Token|}}");
            return Task.CompletedTask;
        }));
        var channel = GrpcChannel.ForAddress("https://orders.example.com", options);
        """);

    [Fact]
    public Task An_api_key_is_information() => Verify.Reports("""
        using Grpc.Core.Interceptors;

        public sealed class Clients(ChannelBase channel, string key)
        {
            private readonly CallInvoker _orders =
                channel.Intercept(metadata => { metadata.Add("x-api-key", {|GRPCAUTH3002:key|}); return metadata; });
        }
        """, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("SSWS")]
    [InlineData("JWT")]
    [InlineData("GenieKey")]
    [InlineData("X-Custom")]
    public Task A_scheme_other_than_bearer_is_information(string scheme) => Verify.Reports($$$"""
        using Grpc.Core.Interceptors;

        public sealed class Clients(ChannelBase channel, string token)
        {
            private readonly CallInvoker _orders =
                channel.Intercept(metadata => { metadata.Add("authorization", $"{{{scheme}}} {{|GRPCAUTH3002:token|}}"); return metadata; });
        }
        """, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Strict_mode_raises_the_warnings_of_a_graded_rule() => Verify.Reports("""
        using Grpc.Core.Interceptors;

        public sealed class Clients(ChannelBase channel, string token)
        {
            private readonly CallInvoker _orders =
                channel.Intercept(metadata => { metadata.Add("authorization", "Bearer " + {|GRPCAUTH3002:token|}); return metadata; });
        }
        """, Setup.Usual with { GlobalConfig = "build_property.GrpcAuthAnalysisMode = Strict" }, severity: DiagnosticSeverity.Error);
}
