using System;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes.Channels;

/// <summary>Registrations of one function that get the same call credentials share one local function.</summary>
public sealed class SharedCallbackTests
{
    private const string Tokens = """

        public sealed class Tokens { public Task<string> GetTokenAsync(CancellationToken cancellation) => Task.FromResult(Environment.MachineName); }

        """;

    [Fact]
    public Task Two_registrations_of_a_method() => FixPromise.WritesAsync(
        """
                // the clients
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .AddCallCredentials(AddTokenAsync);
                services.AddGrpcClient<Ledger.LedgerClient>(o => o.Address = new Uri("https://ledger.example.com"))
                    .AddCallCredentials(AddTokenAsync)
                    .ConfigureChannel(o => o.MaxReceiveMessageSize = 1024);
                return services; // all

                async Task AddTokenAsync(AuthInterceptorContext context, Metadata metadata, IServiceProvider serviceProvider)
                {
                    var token = await serviceProvider.GetRequiredService<Tokens>().GetTokenAsync(context.CancellationToken);
                    metadata.Add("authorization", $"Bearer {token}");
                }
            }
        """,
        Clients("this IServiceCollection services", """
                    services.AddSingleton<Tokens>();
                    // the clients
                    ORDERS;
                    LEDGER.ConfigureChannel(o => o.MaxReceiveMessageSize = 1024);
                    return services; // all
            """));

    [Fact]
    public Task Registrations_of_a_program() => FixPromise.WritesAsync(
        """
        services.AddGrpcClient<Ledger.LedgerClient>(o => o.Address = new Uri("https://ledger.example.com"))
            .AddCallCredentials(AddTokenAsync);
        services.BuildServiceProvider();

        async Task AddTokenAsync(AuthInterceptorContext context, Metadata metadata, IServiceProvider serviceProvider)
        {
            var token = await serviceProvider.GetRequiredService<Tokens>().GetTokenAsync(context.CancellationToken);
            metadata.Add("authorization", $"Bearer {token}");
        }

        public sealed class Tokens
        """,
        Written("using Microsoft.Extensions.DependencyInjection;\n\nvar services = new ServiceCollection();\nservices.AddSingleton<Tokens>();\nORDERS;\nLEDGER;\nservices.BuildServiceProvider();\n"),
        Setup.Usual with { OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication });

    [Fact]
    public Task A_registration_in_a_block_of_the_method_shares_it_and_a_name_that_is_taken_stays_free() => FixPromise.WritesAsync(
        """
                if (services.Count > 3)
                {
                    services.AddGrpcClient<Ledger.LedgerClient>(o => o.Address = new Uri("https://ledger.example.com"))
                        .AddCallCredentials(AddCallTokenAsync);
                }

                Task AddTokenAsync() => Task.CompletedTask;

                async Task AddCallTokenAsync(
        """,
        Clients("this IServiceCollection services", """
                    services.AddSingleton<Tokens>();
                    ORDERS;
                    AddTokenAsync();
                    if (services.Count > 3)
                    {
                        LEDGER;
                    }

                    Task AddTokenAsync() => Task.CompletedTask;
            """, "void"));

    [Fact]
    public Task A_function_may_use_what_is_in_scope() => FixPromise.WritesAsync(
        """
                    .AddCallCredentials(AddTokenAsync);

                async Task AddTokenAsync(AuthInterceptorContext context, Metadata metadata) =>
                    metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}");
        """,
        Clients("IServiceCollection services, Tokens tokens", "        ORDERS;\n        LEDGER;", "void"));

    [Theory]
    [InlineData("        if (services.Count > 3)\n        {\n            var tokens = new Tokens();\n            ORDERS;\n        }\n        else\n        {\n            var tokens = new Tokens();\n            LEDGER;\n        }")]
    [InlineData("        ORDERS;\n        LEDGER;")]
    [InlineData("        services.AddSingleton<Tokens>();\n        ORDERS;\n        Other(() => LEDGER);\n        void Other(Action add) => add();")]
    public async Task What_one_function_cannot_say_is_written_at_each_registration(string statements)
    {
        var text = await FixPromise.HoldsAsync(Clients("IServiceCollection services", statements, "void"));
        Assert.Equal(2, Regex.Count(text, @"\.AddCallCredentials\((async )?\("));
    }

    private static string Clients(string parameters, string statements, string type = "IServiceCollection") => Written($$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Clients
        {
            public static {{type}} Add({{parameters}})
            {
        {{statements}}
            }
        }

        """);

    private static string Written(string program) => program
        .Replace("ORDERS", "services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\"))", StringComparison.Ordinal)
        .Replace("LEDGER", "services.AddGrpcClient<Ledger.LedgerClient>(o => o.Address = new Uri(\"https://ledger.example.com\"))", StringComparison.Ordinal) + Tokens + """

        public static class Ledger
        {
            public class LedgerClient : ClientBase<LedgerClient>
            {
                private static readonly Marshaller<string> Text = Marshallers.Create(System.Text.Encoding.UTF8.GetBytes, System.Text.Encoding.UTF8.GetString);
                private static readonly Method<string, string> Method = new(MethodType.Unary, "Ledger", "Get", Text, Text);

                public LedgerClient(CallInvoker invoker) : base(invoker) { }

                protected LedgerClient(ClientBaseConfiguration configuration) : base(configuration) { }

                public virtual string Get(string request, CallOptions options) => CallInvoker.BlockingUnaryCall(Method, null, options, request);

                protected override LedgerClient NewInstance(ClientBaseConfiguration configuration) => new(configuration);
            }
        }
        """;
}
