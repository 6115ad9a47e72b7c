using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>GRPCAUTH3001 where metadata goes through a method, a cache, a lazy value, a constructor or the service collection before it is kept.</summary>
public sealed class MetadataBuiltOnceHolderTests
{
    private const string Made = "{|GRPCAUTH3001:new Metadata { { \"authorization\", \"Bearer \" + Token() } }|}";

    [Theory]
    [InlineData($"private static readonly Metadata Headers = Make(); private static Metadata Make() => {Made};", "Headers")]
    [InlineData("private readonly Metadata _headers; public Service() => _headers = Make(Token()); private static Metadata Make(string token) { var made = {|GRPCAUTH3001:new Metadata()|}; made.Add(\"authorization\", \"Bearer \" + token); return made; }", "_headers")]
    [InlineData($"private readonly Metadata _headers; public Service() {{ _headers = Make(); static Metadata Make() => {Made}; }}", "_headers")]
    [InlineData($"private static readonly CallOptions Options = Make(); private static CallOptions Make() => new({Made});", "Options")]
    [InlineData($"private Metadata? _headers; private Metadata Headers {{ get {{ if (_headers == null) _headers = {Made}; return _headers; }} }}", "Headers")]
    [InlineData("private Metadata? _headers; private Metadata Headers { get { if (_headers is null) { _headers = {|GRPCAUTH3001:new Metadata()|}; _headers.Add(\"authorization\", \"Bearer \" + Token()); } return _headers; } }", "Headers")]
    [InlineData("private Metadata? _headers; private Metadata Headers { get { if (_headers is null) { var made = {|GRPCAUTH3001:new Metadata()|}; made.Add(\"authorization\", \"Bearer \" + Token()); _headers = made; } return _headers; } }", "Headers")]
    [InlineData($"private Metadata? _headers; private Metadata Headers() {{ if (_headers != null) return _headers; _headers = {Made}; return _headers; }}", "Headers()")]
    [InlineData($"private Metadata? _headers; private Metadata Headers() {{ if (_headers is not null) {{ return _headers; }} _headers = {Made}; return _headers; }}", "Headers()")]
    [InlineData($"private Metadata? _headers; private Metadata Headers() {{ _headers = _headers ?? {Made}; return _headers; }}", "Headers()")]
    [InlineData($"private Metadata? _headers; private Metadata Headers => _headers ?? (_headers = {Made});", "Headers")]
    [InlineData($"private readonly object _gate = new(); private Metadata? _headers; private Metadata Headers() {{ if (_headers == null) {{ lock (_gate) {{ if (_headers == null) _headers = {Made}; }} }} return _headers; }}", "Headers()")]
    [InlineData($"private Metadata? _headers;", $"LazyInitializer.EnsureInitialized(ref _headers, () => {Made})")]
    [InlineData($"private Metadata? _headers; private Metadata Headers() {{ if (_headers == null) Interlocked.CompareExchange(ref _headers, {Made}, null); return _headers; }}", "Headers()")]
    [InlineData($"private static readonly ThreadLocal<Metadata> Headers = new(() => {Made});", "Headers.Value")]
    [InlineData($"[ThreadStatic] private static Metadata? _headers;", $"_headers ??= {Made}")]
    [InlineData($"private static readonly Lazy<Metadata> Headers = new(Make); private static Metadata Make() => {Made};", "Headers.Value")]
    [InlineData($"private readonly Lazy<Task<Metadata>> _headers = new(async () => {{ await Task.Yield(); return {Made}; }});", "_headers.Value.GetAwaiter().GetResult()")]
    [InlineData($"private static readonly Metadata Headers = First(2); private static Metadata First(int n) => n == 0 ? {Made} : Second(n); private static Metadata Second(int n) => First(n - 1);", "Headers")]
    [InlineData($"private static readonly Metadata Headers = First(); private static Metadata First() => Second(); private static Metadata Second() {{ var made = {Made}; return made; }}", "Headers")]
    [InlineData($"private Metadata? _headers; private void Ensure() {{ if (_headers is not null) return; var token = Token(); _headers = {Made}; }} private Metadata Headers {{ get {{ Ensure(); return _headers!; }} }}", "Headers")]
    [InlineData($"private Metadata Headers {{ get; }} = {Made};", "Headers")]
    [InlineData($"private Metadata? _headers; private Metadata Headers {{ get {{ if (_headers is not {{ }}) _headers = {Made}; return _headers; }} }}", "Headers")]
    [InlineData($"private Metadata? _headers; private Metadata Headers {{ get {{ if (_headers is not Metadata) _headers = {Made}; return _headers; }} }}", "Headers")]
    [InlineData($"private Metadata? _headers; private Metadata Headers {{ get {{ if (null == _headers) _headers = {Made}; return _headers; }} }}", "Headers")]
    [InlineData($"private Metadata? _headers; private Metadata Headers {{ get {{ if (!(_headers is {{ }})) _headers = {Made}; return _headers; }} }}", "Headers")]
    [InlineData($"private Metadata? _headers; private Metadata Headers {{ get {{ if (ReferenceEquals(_headers, null)) _headers = {Made}; return _headers; }} }}", "Headers")]
    [InlineData($"private Metadata? _headers; private Metadata Headers {{ get {{ if ((_headers != null) == false) _headers = {Made}; return _headers; }} }}", "Headers")]
    [InlineData($"private Metadata? _headers; private Metadata Headers() {{ if (_headers is {{ }} kept) return kept; _headers = {Made}; return _headers; }}", "Headers()")]
    [InlineData($"private Metadata? _headers; private Metadata Headers() {{ if (_headers is not null) return _headers; else _headers = {Made}; return _headers; }}", "Headers()")]
    public Task Metadata_that_is_kept_in_a_roundabout_way(string member, string headers) => Verify.Reports($$"""
        public sealed class Service
        {
            private readonly Orders.OrdersClient _client = null!;

            {{member}}

            private static string Token() => Environment.GetEnvironmentVariable("TOKEN")!;

            public Order Get() => _client.GetOrder(new OrderRequest(), {{headers}});
        }
        """, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task The_report_names_the_place_where_the_metadata_of_a_method_is_kept() => Verify.Reports("""
        public sealed class Service(Orders.OrdersClient client, string token)
        {
            private readonly Metadata _headers = {|#0:Headers.For(token)|};

            public async Task<Order> GetAsync() => await client.GetOrderAsync(new OrderRequest(), {|#1:_headers|});
        }

        internal static class Headers
        {
            internal static Metadata For(string token) => {|GRPCAUTH3001:new() { { "authorization", $"Bearer {token}" } }|};
        }
        """, message: "'_headers' is built once and sent with many calls; they fail with Unauthenticated once 'authorization' expires or is rotated");

    [Fact]
    public Task An_extension_method_that_adds_the_token() => Verify.Reports("""
        public sealed class Service(Orders.OrdersClient client)
        {
            private static readonly Metadata Headers = {|GRPCAUTH3001:new Metadata()|}.WithToken(Environment.MachineName);

            public Order Get() => client.GetOrder(new OrderRequest(), Headers);

            public Order GetWith(string token) => client.GetOrder(new OrderRequest(), new Metadata().WithToken(token));
        }

        public static class MetadataExtensions
        {
            public static Metadata WithToken(this Metadata metadata, string token)
            {
                metadata.Add("authorization", "Bearer " + token);
                return metadata;
            }
        }
        """);

    [Fact]
    public Task A_task_that_is_started_once() => Verify.Reports("""
        public sealed class Service(Orders.OrdersClient client, Func<Task<string>> token)
        {
            private readonly Task<Metadata> _headers = MakeAsync(token);

            private static async Task<Metadata> MakeAsync(Func<Task<string>> token) => {|GRPCAUTH3001:new() { { "authorization", "Bearer " + await token() } }|};

            public async Task<Order> GetAsync() => await client.GetOrderAsync(new OrderRequest(), await _headers.ConfigureAwait(false));
        }
        """);

    [Theory]
    [InlineData("services.AddSingleton({|GRPCAUTH3001:new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } }|});")]
    [InlineData("services.AddSingleton(sp => {|GRPCAUTH3001:new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } }|});")]
    [InlineData("services.AddSingleton(sp => { var made = {|GRPCAUTH3001:new Metadata()|}; made.Add(\"authorization\", \"Bearer \" + Environment.MachineName); return made; });")]
    [InlineData("var made = {|GRPCAUTH3001:new Metadata()|}; made.Add(\"authorization\", \"Bearer \" + Environment.MachineName); services.AddSingleton(made);")]
    [InlineData("services.AddSingleton<Metadata>(Make); static Metadata Make(IServiceProvider sp) => {|GRPCAUTH3001:new() { { \"authorization\", \"Bearer \" + Environment.MachineName } }|};")]
    public Task A_registered_singleton_that_a_class_takes_in_its_constructor(string registration) => Verify.Reports($$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                {{registration}}
            }
        }

        public sealed class Service(Orders.OrdersClient client, Metadata headers)
        {
            public Order Get() => client.GetOrder(new OrderRequest(), headers);
        }

        public sealed class Other
        {
            private readonly Orders.OrdersClient _client;
            private readonly Metadata _headers;

            public Other(Orders.OrdersClient client, Metadata headers)
            {
                _client = client;
                _headers = headers ?? throw new ArgumentNullException(nameof(headers));
            }

            public Order Get() => _client.GetOrder(new OrderRequest(), _headers);
        }
        """);

    [Theory]
    [InlineData("public static void Add(IServiceCollection services, Orders.OrdersClient client) => services.AddSingleton(new Service(client, {|GRPCAUTH3001:new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } }|}));")]
    [InlineData("public static void Add(IServiceCollection services) => services.AddSingleton(sp => new Service(sp.GetRequiredService<Orders.OrdersClient>(), {|GRPCAUTH3001:new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } }|}));")]
    [InlineData("public static readonly Service Only = new(null!, {|GRPCAUTH3001:new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } }|});")]
    public Task Metadata_that_an_object_of_the_process_gets_in_its_constructor(string member) => Verify.Reports($$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            {{member}}
        }

        public sealed class Service
        {
            private readonly Orders.OrdersClient _client;
            private readonly Metadata _headers;

            public Service(Orders.OrdersClient client, Metadata headers)
            {
                _client = client;
                _headers = headers;
            }

            public Order Get() => _client.GetOrder(new OrderRequest(), _headers);
        }
        """);

    [Fact]
    public Task A_service_of_the_host_that_makes_it_in_its_constructor() => Verify.Reports("""
        using Microsoft.Extensions.Configuration;

        public sealed class Worker : Microsoft.Extensions.Hosting.BackgroundService
        {
            private readonly Orders.OrdersClient _client;
            private readonly Metadata _headers;

            public Worker(Orders.OrdersClient client, IConfiguration configuration)
            {
                _client = client;
                _headers = {|GRPCAUTH3001:new Metadata { { "authorization", "Bearer " + configuration["Token"] } }|};
            }

            protected override async Task ExecuteAsync(CancellationToken stop) => await _client.GetOrderAsync(new OrderRequest(), _headers, cancellationToken: stop);
        }
        """);

    [Fact]
    public Task A_class_that_is_a_singleton_though_it_is_registered_as_scoped_elsewhere() => Verify.Reports("""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services) => services.AddScoped<IService, Service>().AddSingleton<Service>();
        }

        public interface IService
        {
        }

        public sealed class Service(Orders.OrdersClient client, string token) : IService
        {
            private readonly Metadata _headers = {|GRPCAUTH3001:new() { { "authorization", "Bearer " + token } }|};

            public Order Get() => client.GetOrder(new OrderRequest(), _headers);
        }
        """);
}
