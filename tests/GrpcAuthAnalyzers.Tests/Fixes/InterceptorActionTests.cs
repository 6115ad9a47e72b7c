using System;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Conformance;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
                        metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}")))
        """;

    /// <summary>The file that is written, to the character; EndToEnd runs it (CallCredentialsInterceptorFacts).</summary>
    private static readonly string Written = Repository.Read("tests/GrpcAuthAnalyzers.Tests/Fixes/Written/CallCredentialsInterceptor.cs");

    private static readonly string Class = Written[Written.IndexOf("/// <summary>", StringComparison.Ordinal)..];

    private static readonly string OwnInterceptor = Class
        .Replace("CallCredentialsInterceptor(CallCredentials credentials)", "TokenInterceptor(ITokens tokens)")
        .Replace("CallCredentialsInterceptor", "TokenInterceptor")
        .Replace("_credentials = credentials;", "_credentials = CallCredentials.FromInterceptor(async (context, metadata) => metadata.Add(\"authorization\", \"Bearer \" + await tokens.GetTokenAsync(context.CancellationToken)));");

    private static readonly FixChoice Second = new() { Action = 1 };
    private static readonly FixChoice Third = new() { Action = 2 };

    [Fact]
    public Task The_class_is_written_at_the_end_of_the_file_and_attached_to_each_client() => Verify.Fixes(
        Shop("{|GRPCAUTH1001:client.GetOrderAsync|}", ""),
        "using Grpc.Core.Interceptors;\n\n" + Shop("client.GetOrderAsync", Attached + ")") + "\n" + Class,
        choice: Second with { Title = "Add an interceptor class that uses 'tokens.GetTokenAsync'" });

    [Fact]
    public Task Or_into_a_file_of_its_own() => Verify.Fixes(
        Shop("{|GRPCAUTH1001:client.GetOrderAsync|}", ""),
        "using Grpc.Core.Interceptors;\n\n" + Shop("client.GetOrderAsync", Attached + ")"),
        documentsAfter: [("CallCredentialsInterceptor.cs", "using Grpc.Core.Interceptors;\n\n" + Class)],
        choice: Third with { Title = "Add an interceptor class in a new file that uses 'tokens.GetTokenAsync'" });

    [Fact]
    public Task The_file_has_the_namespace_and_its_style_of_the_place() => Verify.Fixes(
        "using Grpc.Core.Interceptors;\n\nnamespace GrpcAuthAnalyzers.Tests.Fixes.Written;\n\n" + Shop("{|GRPCAUTH1001:client.GetOrderAsync|}", ""),
        "using Grpc.Core.Interceptors;\n\nnamespace GrpcAuthAnalyzers.Tests.Fixes.Written;\n\n" + Shop("client.GetOrderAsync", Attached + ")"),
        documentsAfter: [("CallCredentialsInterceptor.cs", Written.Replace("using Grpc.Core;\n", "", StringComparison.Ordinal))],
        choice: Third);

    [Theory]
    [InlineData("namespace;\n\n", "")]
    [InlineData("namespace\n{\n", "}\n")]
    [InlineData("namespace Shops.\n{\n", "}\n")]
    public async Task A_namespace_that_is_not_named_yet_is_not_in_the_file_of_the_class(string head, string end)
    {
        var project = await ProjectUnderTest.CreateAsync(head + Shop("client.GetOrderAsync", "") + end, Setup.Usual);
        var offer = (await Verify.Product.OffersAsync(project)).Single(static offer => offer.Action.EquivalenceKey == "GRPCAUTH1001.InterceptorInNewFile");
        var added = (await FixHost.ApplyAsync(offer)).Documents.Single(static document => document.Name == "CallCredentialsInterceptor.cs");
        Assert.Empty(CSharpSyntaxTree.ParseText(await added.GetTextAsync()).GetDiagnostics());
    }

    [Fact]
    public async Task A_client_that_takes_a_channel_alone_gets_no_interceptor() => Assert.Equal(
        1,
        await ActionsAsync(Shop("client.GetOrderAsync", "").Replace("Orders.OrdersClient(", "Desk(") + "\nclass Desk : Orders.OrdersClient { public Desk(GrpcChannel channel) : base(channel) { } }\n"));

    [Fact]
    public Task Everything_that_is_written_is_CSharp_7() => Verify.Reports("""
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Acme.Orders;
        using Grpc.Core;
        using Grpc.Net.Client;

        namespace Desks
        {
            public interface ITokens
            {
                Task<string> GetTokenAsync(CancellationToken cancellation);
            }

            public sealed class Desk
            {
                private readonly Orders.OrdersClient _orders;

                public Desk(ITokens tokens)
                {
                    _orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
                }

                public Order Find(string id)
                {
                    return {|GRPCAUTH1001:_orders.GetOrder|}(new OrderRequest { Id = id });
                }
            }
        }
        """, Setup.Usual with { Language = LanguageVersion.CSharp7_3, Nullable = NullableContextOptions.Disable });

    [Theory]
    [InlineData("\r\n", "    ", "end_of_line = crlf")]
    [InlineData("\n", "\t", "indent_style = tab")]
    [InlineData("\r\n", "  ", "end_of_line = crlf\nindent_size = 2")]
    public Task In_line_ends_and_indentation_of_the_file(string newLine, string indent, string config) =>
        Verify.Reports(Shop("{|GRPCAUTH1001:client.GetOrderAsync|}", "").Replace("    ", indent, StringComparison.Ordinal).ReplaceLineEndings(newLine), Setup.Usual with { EditorConfig = config });

    [Fact]
    public Task Names_that_are_taken_are_left_alone() => Verify.Reports(
        Shop("{|GRPCAUTH1001:client.GetOrderAsync|}", "") + "\nclass CallCredentialsInterceptor { }\nclass Interceptor { }\nclass ClientInterceptorContext { }\n");

    [Fact]
    public Task Headers_by_hand_move_to_the_interceptor() => Verify.Fixes(
        Desk("""
                public Order First() => {|GRPCAUTH1004:_orders.GetOrder|}(new OrderRequest(), new Metadata { { "authorization", $"Bearer {_tokens.Token}" } });

                public Order Second() => _orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", $"Bearer {_tokens.Token}" } });
            """),
        "using Grpc.Core.Interceptors;\n\n" + Desk("""
                public Order First() => _orders.GetOrder(new OrderRequest());

                public Order Second() => _orders.GetOrder(new OrderRequest());
            """, ".Intercept(new CallCredentialsInterceptor(\n" + DeskLambda + ")") + "\n" + Class,
        choice: Second);

    [Fact]
    public Task Kept_metadata_moves_to_the_interceptor() => Verify.Fixes(
        Tokens + """
        class Gateway
        {
            private readonly Orders.OrdersClient _client;
            private readonly Metadata _headers;

            public Gateway(ITokens tokens)
            {
                _client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
                _headers = {|GRPCAUTH3001:new Metadata { { "authorization", "Bearer " + tokens.GetTokenAsync(CancellationToken.None).Result } }|};
            }

            public Order Get() => _client.GetOrder(new OrderRequest(), _headers);
        }

        """,
        "using Grpc.Core.Interceptors;\n\n" + Tokens + $$"""
        class Gateway
        {
            private readonly Orders.OrdersClient _client;

            public Gateway(ITokens tokens)
            {
                _client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"){{Attached}}));
            }

            public Order Get() => _client.GetOrder(new OrderRequest());
        }

        """ + "\n" + Class,
        choice: Second);

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
    public async Task Where_https_is_not_known_the_calls_could_lose_their_token_so_there_is_no_such_action() => Assert.Equal(
        ["Add a message handler that sends the token from 'tokens.GetTokenAsync'", "Add call credentials to the channel using 'tokens.GetTokenAsync'"],
        await TitlesAsync(Shop("client.GetOrderAsync", "").Replace("\"https://orders.example.com\"", "Environment.GetCommandLineArgs()[1]")));

    [Fact]
    public Task An_interceptor_of_the_project_that_finds_its_own_token_is_made_with_what_is_in_scope() => Verify.Fixes(
        "using Grpc.Core.Interceptors;\n\n" + Shop("{|GRPCAUTH1001:client.GetOrderAsync|}", "") + "\n" + OwnInterceptor,
        "using Grpc.Core.Interceptors;\n\n" + Shop("client.GetOrderAsync", ".Intercept(new TokenInterceptor(tokens))") + "\n" + OwnInterceptor,
        choice: Second with { Title = "Attach interceptor 'TokenInterceptor'" });

    [Theory]
    [InlineData("", "Attach interceptor 'TokenInterceptor'")]
    [InlineData("[Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"orders\")] ", "Add an interceptor class that uses ")]
    public async Task An_interceptor_that_wants_the_service_of_a_key_is_not_made(string attribute, string title) => Assert.StartsWith(
        title,
        (await TitlesAsync("using Grpc.Core.Interceptors;\n\n" + Shop("client.GetOrderAsync", "") + "\n"
            + OwnInterceptor.Replace("TokenInterceptor(ITokens", "TokenInterceptor(" + attribute + "ITokens", StringComparison.Ordinal)))[1]);

    [Fact]
    public Task A_registration_gets_the_interceptor_for_each_client_where_the_token_comes_from_the_services() => Verify.Fixes(
        Startup("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(options => options.Address = new Uri(\"https://orders.example.com\"));"),
        Startup("""
            services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri("https://orders.example.com"))
                        .AddInterceptor(InterceptorScope.Client, serviceProvider => new CallCredentialsInterceptor(
                            CallCredentials.FromInterceptor(async (context, metadata) =>
                            {
                                var tokens = serviceProvider.GetRequiredService<ITokens>();
                                var token = await tokens.GetTokenAsync(context.CancellationToken);
                                metadata.Add("authorization", $"Bearer {token}");
                            })));
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

    private const string DeskLambda = """
                    CallCredentials.FromInterceptor((context, metadata) =>
                    {
                        metadata.Add("authorization", $"Bearer {_tokens.Token}");
                        return Task.CompletedTask;
                    }))
        """;

    private static string Desk(string members, string attached = "") => $$"""
        public interface ITokens
        {
            string Token { get; }
        }

        public sealed class Desk
        {
            private readonly Orders.OrdersClient _orders;
            private readonly ITokens _tokens;

            public Desk(ITokens tokens)
            {
                _tokens = tokens;
                _orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"){{attached}});
            }

        {{members}}
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

    private static async Task<int> ActionsAsync(string source) => (await TitlesAsync(source)).Length;

    private static async Task<string[]> TitlesAsync(string source)
    {
        var project = await ProjectUnderTest.CreateAsync(source, Setup.Usual);
        Assert.Single((await Analysis.OfAsync(project, Verify.ProductAnalyzer)).Reports);
        return [.. (await Verify.Product.OffersAsync(project)).Select(static offer => offer.Action.Title)];
    }
}
