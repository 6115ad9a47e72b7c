using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verifying;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>The second action of a fix: an interceptor class sends the credential. The third writes the class into a file of its own.</summary>
public class InterceptorActionTests
{
    private const string Tokens = """
        interface ITokens
        {
            Task<string> GetTokenAsync(CancellationToken cancellation);
        }


        """;

    private const string Attached = """
        .Intercept(new CallCredentialsInterceptor(
                    CallCredentials.FromInterceptor(async (context, metadata) =>
                        metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken).ConfigureAwait(false)}")))
        """;

    private const string Class = """
        /// <summary>Sends call credentials with every call of a client, beside those that the call has.</summary>
        internal sealed class CallCredentialsInterceptor : Interceptor
        {
            private readonly CallCredentials _credentials;

            public CallCredentialsInterceptor(CallCredentials credentials)
            {
                _credentials = credentials;
            }

            public override TResponse BlockingUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                return continuation(request, WithCredentials(context));
            }

            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                return continuation(request, WithCredentials(context));
            }

            public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
            {
                return continuation(request, WithCredentials(context));
            }

            public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
                ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
            {
                return continuation(WithCredentials(context));
            }

            public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
                ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
            {
                return continuation(WithCredentials(context));
            }

            private ClientInterceptorContext<TRequest, TResponse> WithCredentials<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
                where TRequest : class
                where TResponse : class
            {
                var present = context.Options.Credentials;
                var credentials = present == null ? _credentials : CallCredentials.Compose(present, _credentials);
                return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithCredentials(credentials));
            }
        }

        """;

    private static readonly FixChoice Second = new() { Action = 1 };
    private static readonly FixChoice Third = new() { Action = 2 };

    [Fact]
    public Task The_class_is_written_at_the_end_of_the_file_and_attached_to_each_client() => Verify.Fixes(
        Shop("{|GRPCAUTH1001:client.GetOrderAsync|}", ""),
        "using Grpc.Core.Interceptors;\n\n" + Shop("client.GetOrderAsync", Attached + ")") + "\n" + Class,
        choice: Second with { Title = "Attach the interceptor 'CallCredentialsInterceptor' to the clients of the channel, with the token of tokens.GetTokenAsync" });

    [Fact]
    public Task Or_into_a_file_of_its_own() => Verify.Fixes(
        Shop("{|GRPCAUTH1001:client.GetOrderAsync|}", ""),
        "using Grpc.Core.Interceptors;\n\n" + Shop("client.GetOrderAsync", Attached + ")"),
        documentsAfter: [("CallCredentialsInterceptor.cs", "using Grpc.Core.Interceptors;\n\n" + Class)],
        choice: Third with { Title = "Attach the interceptor 'CallCredentialsInterceptor' to the clients of the channel, in a new file, with the token of tokens.GetTokenAsync" });

    [Fact]
    public Task A_class_of_the_project_that_takes_call_credentials_is_used() => Verify.Fixes(
        "using Grpc.Core.Interceptors;\n\n" + Shop("{|GRPCAUTH1001:client.GetOrderAsync|}", "") + "\n" + Class.Replace("CallCredentialsInterceptor", "Credentialed"),
        "using Grpc.Core.Interceptors;\n\n" + Shop("client.GetOrderAsync", Attached.Replace("CallCredentialsInterceptor", "Credentialed") + ")") + "\n" + Class.Replace("CallCredentialsInterceptor", "Credentialed"),
        choice: Second);

    [Fact]
    public async Task Where_the_class_is_there_no_new_file_is_offered() => Assert.Equal(
        2,
        await ActionsAsync("using Grpc.Core.Interceptors;\n\n" + Shop("client.GetOrderAsync", "") + "\n" + Class.Replace("CallCredentialsInterceptor", "Credentialed")));

    [Fact]
    public async Task Where_https_is_not_known_the_calls_could_lose_their_token_so_there_is_one_action() =>
        Assert.Equal(1, await ActionsAsync(Shop("client.GetOrderAsync", "").Replace("\"https://orders.example.com\"", "Environment.GetCommandLineArgs()[1]")));

    [Fact]
    public Task An_interceptor_of_the_project_that_finds_its_own_token_is_made_with_what_is_in_scope() => Verify.Fixes(
        "using Grpc.Core.Interceptors;\n\n" + Shop("{|GRPCAUTH1001:client.GetOrderAsync|}", "") + "\n" + OwnInterceptor,
        "using Grpc.Core.Interceptors;\n\n" + Shop("client.GetOrderAsync", ".Intercept(new TokenInterceptor(tokens))") + "\n" + OwnInterceptor,
        choice: Second);

    [Fact]
    public Task A_registration_gets_the_interceptor_for_each_client_where_the_token_comes_from_the_services() => Verify.Fixes(
        Startup("{|GRPCAUTH1002:services.AddGrpcClient<Orders.OrdersClient>|}(options => options.Address = new Uri(\"https://orders.example.com\"));"),
        Startup("""
            services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri("https://orders.example.com"))
                        .AddInterceptor(InterceptorScope.Client, serviceProvider => new CallCredentialsInterceptor(
                            CallCredentials.FromInterceptor(async (context, metadata) =>
                                metadata.Add("authorization", $"Bearer {await serviceProvider.GetRequiredService<ITokens>().GetTokenAsync(context.CancellationToken).ConfigureAwait(false)}"))));
            """).Replace("using Microsoft", "using Grpc.Core.Interceptors;\nusing Grpc.Net.ClientFactory;\nusing Microsoft") + "\n" + Class,
        choice: Second);

    private static string Shop(string call, string attached) => Tokens + $$"""
        class Shop
        {
            static async Task RunAsync(ITokens tokens)
            {
                using var channel = GrpcChannel.ForAddress("https://orders.example.com");
                var client = new Orders.OrdersClient(channel{{attached}});
                await {{call}}(new OrderRequest());
            }
        }

        """;

    private static string Startup(string registration) => "using Microsoft.Extensions.DependencyInjection;\n\n" + Tokens + $$"""
        class Startup
        {
            public void Configure<T>(IServiceCollection services)
                where T : class, ITokens
            {
                services.AddScoped<ITokens, T>();
                {{registration}}
            }
        }

        """;

    private static readonly string OwnInterceptor = Class
        .Replace("CallCredentialsInterceptor(CallCredentials credentials)", "TokenInterceptor(ITokens tokens)")
        .Replace("CallCredentialsInterceptor", "TokenInterceptor")
        .Replace("_credentials = credentials;", "_credentials = CallCredentials.FromInterceptor(async (context, metadata) => metadata.Add(\"authorization\", \"Bearer \" + await tokens.GetTokenAsync(context.CancellationToken)));");

    private static async Task<int> ActionsAsync(string source)
    {
        var project = await ProjectUnderTest.CreateAsync(source, Setup.Usual);
        var report = (await Analysis.WholeAsync((await project.GetCompilationAsync())!, project.AnalyzerOptions, new GrpcAuthAnalyzer())).Single();
        return (await Verify.Product.ActionsAsync(project.GetDocument(report.Location.SourceTree)!, report)).Length;
    }
}
