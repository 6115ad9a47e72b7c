using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules;

/// <summary>A type of the user with the simple name of a known one is not taken for it: every family of types once, in a rule that it would have fooled.</summary>
public sealed class OwnTypesTests
{
    [Theory]
    [InlineData("Acme.Task<string>", "Result")]
    [InlineData("Acme.ValueTask<string>", "Result")]
    public Task A_task(string type, string member) => Verify.Silent($$"""
        namespace Acme
        {
            public class Task<T> { public T Result { get; set; } = default!; }
            public class ValueTask<T> { public T Result { get; set; } = default!; }
        }

        public interface ITokens
        {
            {{type}} GetTokenAsync();
        }

        public static class Clients
        {
            public static CallCredentials Create(ITokens tokens) => CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + tokens.GetTokenAsync().{{member}});
                return System.Threading.Tasks.Task.CompletedTask;
            });
        }
        """);

    [Fact]
    public Task A_lazy_value_that_makes_one_at_each_read() => Verify.Silent("""
        namespace Acme
        {
            public sealed class Lazy<T>(Func<T> make) { public T Value => make(); }
        }

        public sealed class Service(Orders.OrdersClient client)
        {
            private static readonly Acme.Lazy<Metadata> Headers = new(() => new Metadata { { "authorization", "Bearer " + Environment.MachineName } });

            public Order Get() => client.GetOrder(new OrderRequest(), Headers.Value);
        }
        """);

    [Theory]
    [InlineData("Acme.Environment.GetEnvironmentVariable(\"API_TOKEN\")")]
    [InlineData("configuration[\"Api:Token\"]")]
    [InlineData("Acme.ConfigurationBinder.GetValue(configuration, \"Api:Token\")")]
    [InlineData("headers[\"Authorization\"]")]
    [InlineData("context.RequestHeaders")]
    public Task A_source_of_settings_and_headers(string value) => Verify.Silent($$"""
        namespace Acme
        {
            public static class Environment { public static string GetEnvironmentVariable(string name) => name.Length.ToString(); }
            public static class ConfigurationBinder { public static string GetValue(IConfiguration configuration, string name) => name.Length.ToString(); }
            public interface IConfiguration { string this[string name] { get; } }
            public interface IHeaderDictionary { string this[string name] { get; } }
            public class ServerCallContext { public Grpc.Core.Metadata RequestHeaders { get; } = new(); }
        }

        public static class Program
        {
            public static void Run(Acme.IConfiguration configuration, Acme.IHeaderDictionary headers, Acme.ServerCallContext context) => Console.WriteLine({{value}});
        }
        """);

    [Fact]
    public Task A_clock_that_may_have_a_margin() => Verify.Silent("""
        namespace Acme
        {
            public class TimeProvider { public DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddMinutes(5); }
        }

        public sealed class Cache(Acme.TimeProvider clock)
        {
            public string AccessToken { get; set; } = "";

            public DateTimeOffset ExpiresOn { get; set; }

            public bool IsExpired => ExpiresOn < clock.GetUtcNow();
        }
        """);

    [Theory]
    [InlineData("ResilienceHandler")]
    [InlineData("GrpcWebHandler")]
    [InlineData("PolicyHttpMessageHandler")]
    [InlineData("LoggingHttpMessageHandler")]
    public Task A_handler_of_another_assembly(string name) => Verify.Silent($$"""
        var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpHandler = new Acme.{{name}}() });
        new Orders.OrdersClient(channel).GetOrder(new OrderRequest());
        """, new Setup { Library = "namespace Acme { public sealed class " + name + " : System.Net.Http.DelegatingHandler { } }" });

    [Fact]
    public Task An_object_with_a_token_that_is_called_metadata_is_looked_into_where_it_is_logged() => Verify.Reports("""
        using Microsoft.Extensions.Logging;

        namespace Acme
        {
            public sealed class Metadata { public string? Token { get; set; } }
        }

        public static class Program
        {
            public static void Call(Orders.OrdersClient client, ILogger logger, string token)
            {
                client.GetOrder(new OrderRequest(), new Metadata { { "authorization", $"Bearer {token}" } });
                logger.LogInformation("{Metadata}", new Acme.Metadata { Token = {|GRPCAUTH2006:token|} });
            }
        }
        """);

    [Fact]
    public Task A_method_of_the_user_that_is_called_as_one_of_grpc_adds_no_credential_of_grpc() => Verify.Reports("""
        using Microsoft.Extensions.DependencyInjection;

        namespace Own
        {
            public sealed class InterceptorScope;

            public static class GrpcHttpClientBuilderExtensions
            {
                public static IHttpClientBuilder AddCallCredentials(this IHttpClientBuilder builder, Func<AuthInterceptorContext, Metadata, Task> add, object scope) => builder;
            }

            public static class Startup
            {
                public static void Add(IServiceCollection services, Func<Task<string>> read) =>
                    services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri("https://orders.example.com"))
                        .AddCallCredentials(async (context, metadata) =>
                        {
                            try { metadata.Add("authorization", await read()); } catch (Exception) { }
                        }, new InterceptorScope());
            }
        }
        """);
}
