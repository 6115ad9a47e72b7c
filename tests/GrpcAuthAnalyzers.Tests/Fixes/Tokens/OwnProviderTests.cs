using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes.Tokens;

/// <summary>Which types and methods of the code base hand out tokens, and which only look like it.</summary>
public class OwnProviderTests
{
    private const string Environment = "environment variable 'GRPC_ORDERS_TOKEN'";

    private const string KeyOfEnvironment = "var apiKey = Environment.GetEnvironmentVariable(\"GRPC_ORDERS_API_KEY\")\n"
        + "            ?? throw new InvalidOperationException(\"The environment variable 'GRPC_ORDERS_API_KEY' is not set.\");\n        ";

    private static readonly string FromEnvironment = CallbackText.Of("(context, metadata)", CallbackText.FromEnvironment, 16);

    private static string Gateway(string parameters, string members, string credentials, bool isMarked) => $$"""
        class Gateway{{(parameters.Length > 0 ? "(" + parameters + ")" : "")}}
        {
            {{members}}
            public async Task<Order> GetAsync()
            {
                using var channel = GrpcChannel.ForAddress("https://orders.example.com"{{credentials}});
                return await {{(isMarked ? "{|GRPCAUTH1001:" : "")}}new Orders.OrdersClient(channel).GetOrderAsync{{(isMarked ? "|}" : "")}}(new OrderRequest());
            }
        }


        """;

    private static Task Gives(string lambda, string title, string parameters, string provider, string members = "") => Verify.Fixes(
        Gateway(parameters, members, "", isMarked: true) + provider,
        Gateway(parameters, members, $$"""
        , new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(
                        ChannelCredentials.SecureSsl,
                        CallCredentials.FromInterceptor({{lambda}})),
                }
        """, isMarked: false) + provider,
        choice: new FixChoice { Title = "Add call credentials to the channel using " + title });

    private static Task GivesTheToken(string value, string title, string parameters, string provider, string members = "") =>
        Gives(CallbackText.Of("async (context, metadata)", value, 16), title, parameters, provider, members);

    [Theory]
    [InlineData("public ValueTask<string> GetTokenAsync(CancellationToken cancellation) => new(Environment.MachineName);", "$\"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}\"", "GetTokenAsync")]
    [InlineData("public Task<string> GetAccessTokenForOrdersAsync() => Task.FromResult(Environment.MachineName);", "$\"Bearer {await tokens.GetAccessTokenForOrdersAsync()}\"", "GetAccessTokenForOrdersAsync")]
    [InlineData("public Task<string> GetJwtTokenAsync(bool isNew = false, CancellationToken cancellation = default) => Task.FromResult(Environment.MachineName);", "var token = await tokens.GetJwtTokenAsync(cancellation: context.CancellationToken);\n$\"Bearer {token}\"", "GetJwtTokenAsync")]
    [InlineData("public Task<string?> GetTokenAsync() => Task.FromResult<string?>(null);", "var token = await tokens.GetTokenAsync()\n    ?? throw new InvalidOperationException(\"There is no token.\");\n$\"Bearer {token}\"", "GetTokenAsync")]
    [InlineData("public record Token(string AccessToken); public Task<Token> GetTokenAsync(CancellationToken cancellation) => Task.FromResult(new Token(Environment.MachineName));", "var token = await tokens.GetTokenAsync(context.CancellationToken);\n$\"Bearer {token.AccessToken}\"", "GetTokenAsync")]
    [InlineData("public record Reply(string? Token); public ValueTask<Reply> GetTokenAsync() => new(new Reply(null));", "var token = (await tokens.GetTokenAsync()).Token\n    ?? throw new InvalidOperationException(\"There is no token.\");\n$\"Bearer {token}\"", "GetTokenAsync")]
    [InlineData("public record Reply(string Token); public Task<Reply?> GetTokenAsync() => Task.FromResult<Reply?>(null);", "var token = (await tokens.GetTokenAsync())?.Token\n    ?? throw new InvalidOperationException(\"There is no token.\");\n$\"Bearer {token}\"", "GetTokenAsync")]
    public Task A_token_is_read_as_it_is_handed_out_and_fails_where_there_is_none(string member, string value, string method) =>
        GivesTheToken(value, "'tokens." + method + "'", "Tokens tokens", $"class Tokens {{ {member} }}", "public object Other() => tokens;");

    [Theory]
    [InlineData("public Task<string> GetTokenAsync() => Task.FromResult(\"Bearer \" + Environment.MachineName);", "await tokens.GetTokenAsync()")]
    [InlineData("public async Task<string> GetTokenAsync() { await Task.Yield(); return $\"Bearer {Environment.MachineName}\"; }", "await tokens.GetTokenAsync()")]
    [InlineData("public Task<string> GetTokenAsync() => Task.FromResult(string.Format(\"bearer {0}\", Environment.MachineName));", "await tokens.GetTokenAsync()")]
    [InlineData("public Task<string?> GetTokenAsync() => Environment.HasShutdownStarted ? Task.FromResult<string?>(null) : Task.FromResult<string?>(\"Bearer \" + Environment.MachineName);", "var header = await tokens.GetTokenAsync()\n    ?? throw new InvalidOperationException(\"There is no token.\");\nheader")]
    public Task A_token_that_has_its_scheme_is_sent_as_it_is(string member, string value) =>
        GivesTheToken(value, "'tokens.GetTokenAsync'", "Tokens tokens", $"class Tokens {{ {member} }}", "public object Other() => tokens;");

    [Fact]
    public Task So_is_that_of_what_stands_behind_an_interface() => GivesTheToken(
        "await tokens.GetTokenAsync()", "'tokens.GetTokenAsync'", "ITokens tokens",
        """
        interface ITokens { Task<string> GetTokenAsync(); }
        class Tokens : ITokens { public Task<string> GetTokenAsync() => Task.FromResult("Bearer " + Environment.MachineName); }
        """, "public object Other() => tokens;");

    [Theory]
    [InlineData("_getToken", "private readonly Func<string> _getToken = () => \"Bearer \" + Environment.MachineName;")]
    [InlineData("GetToken", "private string GetToken() => Prefixed(Environment.MachineName); private static string Prefixed(string token) => \"Bearer \" + token;")]
    [InlineData("GetToken", "private static string GetToken() => \"Bearer \" + Environment.MachineName;")]
    public Task So_is_that_of_a_function(string name, string member) =>
        Gives(CallbackText.Of("(context, metadata)", name + "()", 16), $"'{name}'", "", "", member);

    [Theory]
    [InlineData("Task.FromResult(\"Basic \" + Environment.MachineName)")]
    [InlineData("Task.FromResult(\"Tenant \" + Environment.MachineName)")]
    [InlineData("Task.FromResult(Environment.UserName + \" \" + Environment.MachineName)")]
    [InlineData("Task.FromResult(Environment.HasShutdownStarted ? Environment.UserName : \"Bearer \" + Environment.MachineName)")]
    public Task A_token_with_another_scheme_or_only_at_times_with_one_is_not_taken(string value) => Gives(
        FromEnvironment, Environment, "Tokens tokens", $"class Tokens {{ public Task<string> GetTokenAsync() => {value}; }}", "public object Kept() => tokens;");

    [Theory]
    [InlineData("public string GetToken() => Environment.MachineName;", "$\"Bearer {tokens.GetToken()}\"")]
    [InlineData("public string? GetToken() => null;", "var token = tokens.GetToken()\n    ?? throw new InvalidOperationException(\"There is no token.\");\n$\"Bearer {token}\"")]
    public Task A_synchronous_one_needs_no_await(string member, string value) => Gives(
        CallbackText.Of("(context, metadata)", value, 16), "'tokens.GetToken'", "Tokens tokens", $"class Tokens {{ {member} }}", "public object Other() => tokens;");

    [Theory]
    [InlineData("public Task<string> GetTokenBalanceAsync() => Task.FromResult(\"\");")]
    [InlineData("public Task<string> GetTokenEndpointAsync() => Task.FromResult(\"\");")]
    [InlineData("public Task<string> GetTokensAsync() => Task.FromResult(\"\");")]
    [InlineData("public Task<string> GetPageTokenAsync() => Task.FromResult(\"\");")]
    [InlineData("public Task<string> GetPaginationTokenAsync() => Task.FromResult(\"\");")]
    [InlineData("public Task<string> GetCursorTokenAsync() => Task.FromResult(\"\");")]
    [InlineData("public Task<string> GetRevokedTokenAsync() => Task.FromResult(\"\");")]
    [InlineData("public Task<string> GetRefreshTokenAsync() => Task.FromResult(\"\");")]
    [InlineData("public Task<string> GetResetTokenAsync() => Task.FromResult(\"\");")]
    [InlineData("public CancellationToken GetToken() => default;")]
    [InlineData("public Task<CancellationToken> GetTokenAsync() => Task.FromResult<CancellationToken>(default);")]
    [InlineData("public Task<int> GetTokenAsync() => Task.FromResult(1);")]
    [InlineData("public Task<string> GetTokenAsync(string user) => Task.FromResult(user);")]
    [InlineData("public Task<string> GetTokenAsync(params string[] scopes) => Task.FromResult(scopes[0]);")]
    [InlineData("public string GetToken(out int life) { life = 1; return \"\"; }")]
    [InlineData("public Task<string> GetTokenAsync<T>() => Task.FromResult(typeof(T).Name);")]
    [InlineData("[Obsolete(\"Use another\")] public Task<string> GetTokenAsync() => Task.FromResult(\"\");")]
    [InlineData("private Task<string> GetTokenAsync() => Task.FromResult(\"\"); public object Other() => GetTokenAsync();")]
    [InlineData("public static Task<string> GetTokenAsync() => Task.FromResult(\"\");")]
    [InlineData("public record Reply { public static string Token => \"\"; } public Task<Reply> GetTokenAsync() => Task.FromResult(new Reply());")]
    public Task What_only_looks_like_a_token_is_none(string member) =>
        Gives(FromEnvironment, Environment, "Tokens tokens", $"class Tokens {{ {member} }}", "public object Kept() => tokens;");

    [Theory]
    [InlineData("Grammar")]
    [InlineData("Lexer")]
    [InlineData("QueryTokenizer")]
    [InlineData("AntiforgeryService")]
    public Task The_tokens_of_a_text_or_form_are_none(string type) =>
        Gives(FromEnvironment, Environment, type + " tokens", $"class {type} {{ public string GetToken() => \"\"; }}", "public object Kept() => tokens;");

    [Fact]
    public Task A_provider_that_may_be_null_is_not_asked() =>
        Gives(FromEnvironment, Environment, "Tokens? tokens", Tokens, "public object? Kept() => tokens;");

    [Theory]
    [InlineData("Func<Task<string>> tokenProvider", "$\"Bearer {await tokenProvider()}\"", "tokenProvider")]
    [InlineData("Func<CancellationToken, Task<string?>> getTokenAsync", "var token = await getTokenAsync(context.CancellationToken)\n    ?? throw new InvalidOperationException(\"There is no token.\");\n$\"Bearer {token}\"", "getTokenAsync")]
    public Task A_delegate_is_named_after_the_token(string parameter, string value, string name) =>
        GivesTheToken(value, $"'{name}'", parameter, "", $"public object Other() => {name};");

    [Theory]
    [InlineData("Func<Task<string>> tokenUrl", "tokenUrl")]
    [InlineData("Func<string, Task<string>> tokenProvider", "tokenProvider")]
    [InlineData("Func<Task<string>>? tokenProvider", "tokenProvider")]
    public Task Another_delegate_is_not(string parameter, string name) =>
        Gives(FromEnvironment, Environment, parameter, "", $"public object? Other() => {name};");

    [Fact]
    public Task A_static_method_of_the_own_class_is_called_by_its_name() => GivesTheToken(
        "$\"Bearer {await GetTokenAsync(context.CancellationToken)}\"", "'GetTokenAsync'", "", "",
        "private static Task<string> GetTokenAsync(CancellationToken cancellation) => Task.FromResult(Environment.MachineName);");

    [Fact]
    public Task A_provider_with_a_channel_of_its_own_is_asked() => GivesTheToken(
        "$\"Bearer {await session.GetTokenAsync()}\"", "'session.GetTokenAsync'", "Session session", """
        class Session(HttpClient http)
        {
            private readonly Orders.OrdersClient _accounts = new(GrpcChannel.ForAddress("https://accounts.example.com", new GrpcChannelOptions { HttpClient = http }));

            public async Task<string> GetTokenAsync() => (await _accounts.GetOrderAsync(new OrderRequest(), new Metadata { { "authorization", Environment.MachineName } })).Id;
        }
        """, "public object Other() => session;");

    [Fact]
    public Task A_variable_is_asked_though_its_type_is_inferred() => Verify.Fixes(
        """
        var tokens = new Tokens();
        using var channel = GrpcChannel.ForAddress("https://orders.example.com");
        {|GRPCAUTH1001:new Orders.OrdersClient(channel).GetOrder|}(new OrderRequest());


        """ + Tokens,
        """
        var tokens = new Tokens();
        using var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(
                ChannelCredentials.SecureSsl,
                CallCredentials.FromInterceptor(async (context, metadata) =>
                    metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}"))),
        });
        new Orders.OrdersClient(channel).GetOrder(new OrderRequest());


        """ + Tokens,
        choice: new FixChoice { Title = "Add call credentials to the channel using 'tokens.GetTokenAsync'" });

    [Theory]
    [InlineData("public Task<string> GetApiKeyAsync() => Task.FromResult(\"\");", "await keys.GetApiKeyAsync()", "")]
    [InlineData("public string GetKey() => \"\"; public string GetToken() => \"\"; public string GetApiKeyName() => \"\";", "apiKey", KeyOfEnvironment)]
    public Task A_key_comes_from_what_hands_out_keys(string member, string value, string local) => Verify.Fixes(
        Sender(member, "{|GRPCAUTH2001:\"archive-writer-88c4\"|}"), Sender(member, value, local));

    [Fact]
    public Task A_key_with_a_scheme_is_not_taken() => Verify.Fixes(
        Sender("public string GetApiKey() => \"Bearer \" + Environment.MachineName;", "{|GRPCAUTH2001:\"archive-writer-88c4\"|}"),
        Sender("public string GetApiKey() => \"Bearer \" + Environment.MachineName;", "apiKey", KeyOfEnvironment));

    [Fact]
    public Task Nor_is_one_that_is_written_in_the_code() => Verify.Fixes(
        Sender("public string GetApiKey() => {|GRPCAUTH2003:\"archive-reader-77b3\"|};", "{|GRPCAUTH2001:\"archive-writer-88c4\"|}"),
        Sender(
            """
            public string GetApiKey() => Environment.GetEnvironmentVariable("GRPC_API_KEY")
                    ?? throw new InvalidOperationException("The environment variable 'GRPC_API_KEY' is not set.");
            """, "apiKey", KeyOfEnvironment));

    private static string Sender(string member, string value, string local = "") => $$"""
        class Sender(Orders.OrdersClient client, Keys keys)
        {
            public async Task<Order> GetAsync()
            {
                {{local}}var headers = new Metadata { { "x-api-key", {{value}} } };
                return await client.GetOrderAsync(new OrderRequest(), headers);
            }

            public object Other() => keys;
        }

        class Keys
        {
            {{member}}
        }
        """;

    [Fact]
    public Task The_provider_in_scope_comes_before_the_one_that_is_registered() => Verify.Fixes(
        Registration("services.AddSingleton<Tokens>();\nvar scoped = new Tokens();", "services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}", "") + Tokens,
        Registration("services.AddSingleton<Tokens>();\nvar scoped = new Tokens();", "services.AddGrpcClient<Orders.OrdersClient>", """

            .AddCallCredentials(async (context, metadata) =>
                metadata.Add("authorization", $"Bearer {await scoped.GetTokenAsync(context.CancellationToken)}"))
        """) + Tokens,
        choice: new FixChoice { Title = "Add call credentials to the registration using 'scoped.GetTokenAsync'" });

    [Fact]
    public Task A_registered_service_is_named() => Verify.Fixes(
        Registration("services.AddSingleton<Tokens>();", "services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}", "") + Tokens,
        Registration("services.AddSingleton<Tokens>();", "services.AddGrpcClient<Orders.OrdersClient>", """

            .AddCallCredentials(async (context, metadata, serviceProvider) =>
            {
                var token = await serviceProvider.GetRequiredService<Tokens>().GetTokenAsync(context.CancellationToken);
                metadata.Add("authorization", $"Bearer {token}");
            })
        """) + Tokens,
        choice: new FixChoice { Title = "Add call credentials to the registration using 'Tokens.GetTokenAsync'" });

    private const string Tokens = """
        class Tokens
        {
            public Task<string> GetTokenAsync(CancellationToken cancellation) => Task.FromResult(Environment.MachineName);
        }
        """;

    private static string Registration(string services, string call, string chain) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        IServiceCollection services = new ServiceCollection();
        {{services}}
        {{call}}(options => options.Address = new Uri("https://orders.example.com")){{chain}};


        """;
}
