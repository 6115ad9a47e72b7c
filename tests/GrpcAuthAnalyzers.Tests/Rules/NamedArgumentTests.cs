using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules;

/// <summary>Named arguments may stand in any order; every rule goes by the parameter.</summary>
public sealed class NamedArgumentTests
{
    [Theory]
    [InlineData("var headers = {|GRPCAUTH3001:new Metadata()|}; headers.Add(value: \"Bearer \" + token(), key: \"authorization\"); _headers = headers;")]
    [InlineData("_headers = {|GRPCAUTH3001:new Metadata()|}; _headers.Add(value: \"Bearer \" + token(), key: \"authorization\");")]
    [InlineData("_headers = {|GRPCAUTH3001:new Metadata { new Metadata.Entry(value: \"Bearer \" + token(), key: \"authorization\") }|};")]
    [InlineData("_headers = {|GRPCAUTH3001:new Metadata()|}; _headers.Insert(item: new Metadata.Entry(\"authorization\", \"Bearer \" + token()), index: 0);")]
    public Task Metadata_that_is_built_once(string statements) => Verify.Reports($$"""
        public sealed class Service
        {
            private readonly Metadata _headers;

            public Service(Func<string> token) { {{statements}} }

            public Order Get(Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), _headers);
        }
        """);

    [Theory]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(channelOptions: new GrpcChannelOptions { MaxRetryAttempts = 3 }, address: \"https://orders.example.com\"))")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(channelOptions: new GrpcChannelOptions { Credentials = ChannelCredentials.SecureSsl }, address: new Uri(\"https://orders.example.com\")))")]
    public Task A_bare_channel(string client) => Verify.Reports($$"""
        var client = {{client}};
        {|GRPCAUTH1001:client.GetOrder|}(options: default, request: new OrderRequest());
        """);

    [Theory]
    [InlineData("new Metadata { new Metadata.Entry(value: token, key: \"authorization\") }")]
    [InlineData("Made(value: token, key: \"authorization\")")]
    public Task A_call_that_passes_a_credential_is_silent(string headers) => Verify.Silent($$"""
        public static class Program
        {
            public static Order Get(string token) =>
                new Orders.OrdersClient(GrpcChannel.ForAddress(channelOptions: new(), address: "https://orders.example.com"))
                    .GetOrder(headers: {{headers}}, request: new OrderRequest());

            private static Metadata Made(string key, string value)
            {
                var made = new Metadata();
                made.Add(value: value, key: key);
                return made;
            }
        }
        """);

    [Fact]
    public Task Headers_of_one_constant_name_are_no_credential_because_of_their_value() => Verify.Reports("""
        var headers = new Metadata();
        headers.Add(value: "authorization", key: "x-wanted");
        var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
        {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest(), headers);
        """);

    [Theory]
    [InlineData("metadata.Add(value: $\"Bearer {token}\", key: \"authorization\")")]
    [InlineData("metadata.Add(new Metadata.Entry(value: $\"Bearer {token}\", key: \"authorization\"))")]
    public Task Call_credentials_that_add_a_credential_are_silent(string statement) => Verify.Silent($$"""
        public static class Program
        {
            public static Order Get(Func<Task<string>> read)
            {
                var added = CallCredentials.FromInterceptor(async (_, metadata) => { var token = await read(); {{statement}}; });
                var channel = GrpcChannel.ForAddress(
                    channelOptions: new GrpcChannelOptions
                    {
                        Credentials = ChannelCredentials.Create(callCredentials: added, channelCredentials: ChannelCredentials.SecureSsl),
                    },
                    address: "https://orders.example.com");
                return new Orders.OrdersClient(channel).GetOrder(new OrderRequest());
            }
        }
        """);

    [Theory]
    [InlineData("metadata.Add(value: \"Bearer \" + _token, key: \"authorization\")")]
    [InlineData("metadata.Add(new Metadata.Entry(value: \"Bearer \" + _token, key: \"authorization\"))")]
    public Task A_token_that_call_credentials_captured(string statement) => Verify.Reports($$"""
        public sealed class Service
        {
            private readonly string _token;

            public Service(Func<string> login) => _token = login();

            public GrpcChannel Create() => GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(
                    callCredentials: CallCredentials.FromInterceptor((_, metadata) =>
                    {
                        {{statement.Replace("_token", "{|GRPCAUTH3002:_token|}", System.StringComparison.Ordinal)}};
                        return Task.CompletedTask;
                    }),
                    channelCredentials: ChannelCredentials.SecureSsl),
            });
        }
        """);

    [Theory]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(configureClient: o => o.Address = new Uri(\"https://orders.example.com\"), name: \"orders\");")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}().AddInterceptor(configureInvoker: _ => new Logging(), scope: Grpc.Net.ClientFactory.InterceptorScope.Client);")]
    [InlineData("GrpcClientServiceExtensions.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(configureClient: (_, o) => { }, name: \"orders\", services: services);")]
    public Task A_bare_registration(string registration) => Verify.Reports($$"""
        using Grpc.Core.Interceptors;
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Logging : Interceptor;

        public static class Startup
        {
            public static void Run(IServiceCollection services) { {{registration}} }
        }
        """);

    [Theory]
    [InlineData("Grpc.Core.Interceptors.ChannelExtensions.Intercept(interceptor: metadata => { metadata.Add(value: read(), key: \"authorization\"); return metadata; }, channel: channel)")]
    [InlineData("Grpc.Core.Interceptors.CallInvokerExtensions.Intercept(interceptor: metadata => { metadata.Add(value: read(), key: \"authorization\"); return metadata; }, invoker: channel.CreateCallInvoker())")]
    public Task An_intercepted_channel_is_silent(string invoker) => Verify.Silent($$"""
        public static class Program
        {
            public static Order Get(Func<string> read)
            {
                var channel = GrpcChannel.ForAddress("https://orders.example.com");
                return new Orders.OrdersClient({{invoker}}).GetOrder(new OrderRequest());
            }
        }
        """);

    [Theory]
    [InlineData("request.Headers.TryAddWithoutValidation(value: \"Bearer \" + read(), name: \"authorization\");")]
    [InlineData("request.Headers.Add(value: read(), name: \"authorization\");")]
    [InlineData("request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue(parameter: read(), scheme: \"Bearer\");")]
    public Task A_handler_that_authenticates_is_silent(string statement) => Verify.Silent($$"""
        public sealed class Authentication(Func<string> read) : DelegatingHandler(new HttpClientHandler())
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                {{statement}}
                return base.SendAsync(cancellationToken: cancellationToken, request: request);
            }
        }

        public static class Program
        {
            public static Order Get(Func<string> read) => new Orders.OrdersClient(GrpcChannel.ForAddress(
                channelOptions: new GrpcChannelOptions { HttpHandler = new Authentication(read) }, address: "https://orders.example.com"))
                .GetOrder(new OrderRequest());
        }
        """);

    [Theory]
    [InlineData("c.DefaultRequestHeaders.Add(value: \"Bearer \" + tokens.Current, name: \"authorization\")")]
    [InlineData("c.DefaultRequestHeaders.TryAddWithoutValidation(value: \"Bearer \" + tokens.Current, name: \"authorization\")")]
    public Task A_credential_in_the_default_headers(string statement) => Verify.Reports(Freshness.CredentialOnHttpClientTests.Usings + $$"""
        public static class Startup
        {
            public static void Add(IServiceCollection services, Tokens tokens) =>
                services.AddGrpcClient<Orders.OrdersClient>(configureClient: o => o.Address = new Uri("https://orders.example.com"))
                    .ConfigureHttpClient(c => {|GRPCAUTH3003:{{statement}}|});
        }

        """ + Freshness.TokenCapturedOnceTests.Provider);

    [Theory]
    [InlineData("metadata.Add(value: {|GRPCAUTH2001:\"Bearer letmein123\"|}, key: string.Format(arg0: \"ization\", format: \"author{0}\"));")]
    [InlineData("metadata.Add(value: string.Concat(str1: {|GRPCAUTH2001:\"letmein123\"|}, str0: \"Bearer \"), key: \"authorization\");")]
    [InlineData("metadata.Add(\"authorization\", string.Format(arg0: {|GRPCAUTH2001:\"letmein123\"|}, format: \"Bearer {0}\"));")]
    [InlineData("metadata.Add(\"authorization\", string.Format(arg1: {|GRPCAUTH2001:\"letmein123\"|}, arg0: \"Bearer\", format: \"{0} {1}\"));")]
    [InlineData("metadata.Add(\"authorization\", string.Join(value: new[] { \"Bearer\", {|GRPCAUTH2001:\"letmein123\"|} }, separator: \" \"));")]
    [InlineData("metadata.Add(\"authorization\", \"Bearer \" + \"letmeOUT123\".Replace(newValue: \"in\", oldValue: \"OUT\"));", true)]
    public Task A_constant_that_a_call_builds(string statement, bool isWhole = false) => Verify.Reports($$"""
        public static class Program
        {
            public static void Fill(Metadata metadata)
            {
                {{(isWhole ? statement.Replace("\"letmeOUT123\"", "{|GRPCAUTH2001:\"letmeOUT123\"|}", System.StringComparison.Ordinal) : statement)}}
            }
        }
        """);

    [Theory]
    [InlineData("logger.LogInformation(args: [{|GRPCAUTH2006:token|}], message: \"Token: {Token}\");")]
    [InlineData("logger.Log(args: new object[] { {|GRPCAUTH2006:token|} }, message: \"Token: {Token}\", logLevel: LogLevel.Debug);")]
    [InlineData("Console.WriteLine(arg0: {|GRPCAUTH2006:token|}, format: \"{0}\");")]
    [InlineData("Console.WriteLine({|GRPCAUTH2006:metadata.GetValue(key: \"authorization\")|});")]
    [InlineData("throw new RpcException(message: \"Token \" + {|GRPCAUTH2006:token|}, status: Status.DefaultCancelled);")]
    public Task A_credential_that_is_printed(string statement) => Verify.Reports($$"""
        using Microsoft.Extensions.Logging;

        public static class Program
        {
            public static void Call(Orders.OrdersClient client, ILogger logger, string token)
            {
                var metadata = new Metadata();
                metadata.Add(value: $"Bearer {token}", key: "authorization");
                client.GetOrder(headers: metadata, request: new OrderRequest());
                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("metadata.Add(value: sent, key: \"authorization\");")]
    [InlineData("metadata.Add(\"authorization\", value: sent);")]
    [InlineData("metadata.Add(new Metadata.Entry(value: sent, key: \"authorization\"));")]
    public Task A_printed_variable_whose_name_says_nothing(string statement) => Verify.Reports($$"""
        public static class Program
        {
            public static void Call(Orders.OrdersClient client, string sent)
            {
                var metadata = new Metadata();
                {{statement}}
                client.GetOrder(headers: metadata, request: new OrderRequest());
                Console.WriteLine({|GRPCAUTH2006:sent|});
            }
        }
        """);

    [Theory]
    [InlineData("{|GRPCAUTH1008:context.Options.Headers?.Add(value: Read(), key: \"authorization\")|}; return context;")]
    [InlineData("return new(options: {|GRPCAUTH1008:new CallOptions(headers: new Metadata { { \"authorization\", Read() } })|}, host: context.Host, method: context.Method);")]
    public Task An_interceptor_that_loses_headers(string statements) => Verify.Reports(InterceptorLosesHeadersTests.Interceptor(statements));

    [Fact]
    public Task Two_credentials() => Verify.Reports("""
        public static class Calls
        {
            public static Order Call(Orders.OrdersClient orders, string token)
            {
                var headers = new Metadata();
                {|#0:headers.Add(value: token, key: "authorization")|};
                {|GRPCAUTH1009:headers.Add(value: "Bearer " + token, key: "authorization")|};
                return orders.GetOrder(headers: headers, request: new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task Metadata_that_is_never_sent() => Verify.Reports("""
        public static class Program
        {
            public static void Run(Orders.OrdersClient client, string token)
            {
                var headers = {|GRPCAUTH1007:new Metadata()|};
                headers.Add(value: token, key: "authorization");
                client.GetOrder(new OrderRequest());
            }
        }
        """);
}
