using System;
using System.Linq;
using GrpcAuthAnalyzers.Tests.Robustness;

namespace GrpcAuthAnalyzers.Tests.Budgets;

internal static partial class Shapes
{
    private static string Chain(int count, string link) => string.Concat(Enumerable.Repeat(link, count));

    private static Shape Registrations(int few, Func<int, string> statement, Func<int, string>? classes = null) => new(few, count => $$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                {{Hostile.Repeat(count, statement)}}
            }
        }
        {{(classes is null ? "" : Hostile.Repeat(count, classes))}}
        """);

    private static string Interceptor(int number) => $$"""
        public sealed class Adding{{number}}(string tok) : Grpc.Core.Interceptors.Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, Grpc.Core.Interceptors.ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                var headers = new Metadata { { "x-trace-{{number}}", tok } };
                return continuation(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
            }
        }
        """;

    private static Shape Settings(int few, Func<int, (string Name, string Text)> file, Func<int, string>? source = null) =>
        new(few, source ?? (_ => "")) { Setup = count => Verification.Setup.Usual with { AdditionalFiles = [file(count)] } };

    static Shapes()
    {
        Add("calls", Shape.OfStatements(400, _ => "c.GetOrder(r);"));
        Add("clients", Shape.OfStatements(300, i => $"var c{i} = new Orders.OrdersClient(channel); c{i}.GetOrder(r);", "var channel = GrpcChannel.ForAddress(\"https://orders.example\");"));
        Add("clients in one variable", Shape.OfStatements(300, i => "x = new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example\")); x.GetOrder(r);", "Orders.OrdersClient x;"));
        Add("channels", Shape.OfStatements(300, i => $$"""var o{{i}} = new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler() }; new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders{{i}}.example", o{{i}})).GetOrder(r);"""));
        Add("channels that share options", Shape.OfStatements(300, i => $"new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders{i}.example\", o)).GetOrder(r);", "var o = new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler() };"));
        Add("registrations", Registrations(100, i => $"services.AddGrpcClient<Orders.OrdersClient>(\"c{i}\", o => o.Address = new Uri(\"https://orders.example\"));"));
        Add("registrations of other services", Registrations(100, i => $"services.AddSingleton<Holder{i}>();", i => $"public sealed class Holder{i}(Orders.OrdersClient client) {{ public Order Get(OrderRequest r) => client.GetOrder(r); }}"));
        Add("registrations with interceptors", Registrations(60, i => $"services.AddGrpcClient<Orders.OrdersClient>(\"c{i}\", o => o.Address = new Uri(\"https://orders.example\")).AddInterceptor(() => new Adding{i}(\"x\"));", Interceptor));
        Add("classes", new(100, count => Hostile.Repeat(count, i => $$"""
            public sealed class Client{{i}}
            {
                private readonly Orders.OrdersClient _orders;
                private readonly Orders.OrdersClient _own;
                private readonly Func<string> _tokens;

                public Client{{i}}(Orders.OrdersClient orders, Func<string> tokens)
                {
                    _orders = orders;
                    _tokens = tokens;
                    _own = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example"));
                }

                public Order Get(string id) => _orders.GetOrder(new OrderRequest { Id = id }, Headers());
                public Order Own(string id) => _own.GetOrder(new OrderRequest { Id = id });
                private Metadata Headers() => new() { { "authorization", "Bearer " + _tokens() } };
            }
            """)));
        Add("documents", new(250, _ => "") { Setup = count => Verification.Setup.Usual with { Documents = [.. Enumerable.Range(0, count).Select(i => ($"Caller{i}.cs", $$"""
            public sealed class Caller{{i}}(string tok)
            {
                private readonly Orders.OrdersClient _client{{i}} = new(GrpcChannel.ForAddress("https://orders.example"));
                private readonly Metadata _headers = new() { { "authorization", tok } };
                public Order Get(OrderRequest r) => _client{{i}}.GetOrder(r, _headers);
            }
            """))] } });
        Add("code of a referenced project", new(400, _ => Registrations(1, _ => "services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example\"));").Source(1))
        {
            Setup = count => Verification.Setup.Usual with { Library = Hostile.Repeat(count, i => $"public sealed class Part{i} {{ public int Sum(int a) => a + {i}; }}") },
        });
        Add("partial parts", new(100, count => "public sealed partial class Caller(Orders.OrdersClient c, string tok) { private readonly Metadata _h = new() { { \"authorization\", tok } }; }\n"
            + Hostile.Repeat(count, i => $$"""public sealed partial class Caller { private readonly string _t{{i}} = "x"; public Order Get{{i}}(OrderRequest r) => c.GetOrder(r, new Metadata { { "authorization", _t{{i}} }, { "x", tok } }); public Order Other{{i}}(OrderRequest r) => c.GetOrder(r, _h); }""")));
        Add("methods that use one client", Shape.OfMethods(300, i => $"public Order Get{i}() => _c.GetOrder(r);"));
        Add("methods that call a helper", Shape.OfMethods(300, i => $"public Order Get{i}() => _c.GetOrder(r, Headers());", "private Metadata Headers() => new() { { \"authorization\", tok } };"));
        Add("methods that call one another", Shape.OfMethods(300, i => $"private Order Get{i}(Metadata h) => tok.Length > {i} ? Get{Math.Max(0, i - 1)}(h) : _c.GetOrder(r, h);"));
        Add("metadata entries", Shape.OfBody(300, count => $"c.GetOrder(r, new Metadata {{ {string.Concat(Enumerable.Range(0, count).Select(i => $"{{ \"x-{i}\", tok }}, "))} }});"));
        Add("metadata entries that are added", Shape.OfBody(300, count => "var h = new Metadata();\n" + Hostile.Repeat(count, i => $"h.Add(\"x-{i}\", tok);") + "c.GetOrder(r, h);"));
        Add("interpolated parts", Shape.OfBody(300, count => $"var t = $\"{Chain(count, "a{tok}")}\"; c.GetOrder(r, new Metadata {{ {{ \"authorization\", t }} }});"));
        Add("terms with choices", Shape.OfBody(300, count => $"var t = {string.Join(" + ", Enumerable.Repeat("(tok.Length > 3 ? \"a\" : \"b\")", count))}; c.GetOrder(r, new Metadata {{ {{ \"authorization\", t }} }});"));
        Add("nested blocks with a call each", Shape.OfBody(40, count => Chain(count, "if (tok.Length > 3) { c.GetOrder(r); ") + Chain(count, "}")));
        Add("nested blocks with metadata each", Shape.OfBody(80, count => "var h = new Metadata(); " + Chain(count, "if (tok.Length > 3) { h = new Metadata { { \"authorization\", tok } }; c.GetOrder(r, h); ") + Chain(count, "}")));
        Add("nested lambdas with a call each", Shape.OfBody(15, count => string.Concat(Enumerable.Range(0, count).Select(i => $"Action a{i} = () => {{ c.GetOrder(r); ")) + Chain(count, "};")));
        Add("else-if", Shape.OfBody(60, count => "Metadata h; " + string.Concat(Enumerable.Range(0, count).Select(i => $"if (tok.Length == {i}) {{ h = new Metadata(); c.GetOrder(r, h); }} else ")) + "{ }"));
        Add("nested choices", Shape.OfBody(60, count => "Metadata? h = " + string.Concat(Enumerable.Range(0, count).Select(i => $"tok.Length == {i} ? new Metadata() : ")) + "null; c.GetOrder(r, h);"));
        Add("fluent options", Shape.OfBody(100, count => "c.GetOrder(r, new CallOptions()" + Chain(count, ".WithDeadline(DateTime.UtcNow)") + ");"));
        Add("fluent registrations", new(60, count => "using Microsoft.Extensions.DependencyInjection; public static class Startup { public static void Add(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example\"))" + Chain(count, ".ConfigureChannel(o => o.MaxRetryAttempts = 3)") + "; }"));
        Add("variables that hold one object", Shape.OfBody(100, count => "var h0 = new Metadata();\n" + Hostile.Repeat(count, i => $"var h{i + 1} = h{i};") + $"c.GetOrder(r, h{count});"));
        Add("variables that hold one text", Shape.OfBody(100, count => "var t0 = \"Bearer \" + tok;\n" + Hostile.Repeat(count, i => $"var t{i + 1} = t{i} + \"x\";") + $"c.GetOrder(r, new Metadata {{ {{ \"authorization\", t{count} }} }});"));
        Add("appends in one chain", Shape.OfBody(100, count => "c.GetOrder(r, new Metadata { { \"authorization\", new System.Text.StringBuilder()" + Chain(count, ".Append(tok)") + ".ToString() } });"));
        Add("pairs in one loop", Shape.OfBody(300, count => "Metadata h; foreach (var x in tok) {" + Chain(count, "h = new Metadata { { \"authorization\", tok } }; c.GetOrder(r, h);\n") + "}"));
        Add("writes in branches", Shape.OfStatements(300, _ => "if (tok.Length > 3) h = new Metadata(); c.GetOrder(r, h);", "var h = new Metadata();"));
        Add("lambdas that write one variable", Shape.OfStatements(300, i => $"Action a{i} = () => h = new Metadata(); c.GetOrder(r, h);", "var h = new Metadata();"));
        Add("returns", Shape.OfStatements(300, i => $"if (tok.Length == {i}) return; h = new Metadata(); c.GetOrder(r, h);", "Metadata h;"));
        Add("interceptors", new(60, count => Hostile.Repeat(count, Interceptor)));
        Add("interceptors of one channel", new(40, count => "using Grpc.Core.Interceptors;\n" + Shape.OfBody(1, n => "var i = GrpcChannel.ForAddress(\"https://orders.example\")" + string.Concat(Enumerable.Range(0, n).Select(x => $".Intercept(new Adding{x}(tok))")) + "; new Orders.OrdersClient(i).GetOrder(r);").Source(count) + Hostile.Repeat(count, Interceptor)));
        Add("log calls", Shape.OfStatements(300, i => "Console.WriteLine($\"token {tok} of {r.Id}\");"));
        Add("cached tokens", new(60, count => Hostile.Repeat(count, i => $$"""
            public sealed class Cache{{i}}(Func<Task<string>> get)
            {
                private string? _token;
                private DateTime _expires;
                public async Task<string> GetTokenAsync()
                {
                    if (_token is null || DateTime.UtcNow > _expires) { _token = await get(); _expires = DateTime.UtcNow.AddMinutes(5); }
                    return _token;
                }
            }
            """)));
        Add("file size", new(500, count => "public static class Other {\n" + Hostile.Repeat(count, i => $"public static int Sum{i}(int a, string text) {{ var x = a + {i}; if (x > 3) x = text.Length + Sum{Math.Max(0, i - 1)}(x, \"text {i}\"); return x; }}") + "}"));
        Add("settings of JSON", Settings(500, count => ("appsettings.json", "{" + string.Join(",\n", Enumerable.Range(0, count).Select(i => $"\"Service{i}\": {{ \"ApiKey\": \"9f8e7d6c5b4a39281706f5e4d3c2b{i:0000}\", \"Url\": \"https://x\" }}")) + "}")));
        Add("settings under one long name", Settings(500, count => ("appsettings.json", $"{{ \"{new string('n', count * 20)}\": {{" + string.Join(",\n", Enumerable.Range(0, count).Select(i => $"\"ApiKey{i}\": \"9f8e7d6c5b4a39281706f5e4d3c2b{i:0000}\"")) + "} }")));
        Add("nested settings", Settings(200, count => ("appsettings.json", string.Concat(Enumerable.Range(0, count).Select(i => $"{{ \"ApiKey\": \"9f8e7d6c5b4a39281706f5e4d3c2b{i:0000}\", \"Section{i}\": ")) + "1" + Chain(count, "}"))));
        Add("settings of XML", Settings(300, count => ("web.config", "<configuration><appSettings>" + string.Concat(Enumerable.Range(0, count).Select(i => $"<add key=\"ApiKey{i}\" value=\"9f8e7d6c5b4a39281706f5e4d3c2b{i:0000}\" />\n")) + "</appSettings></configuration>")));
        Add("settings of .env", Settings(300, count => (".env", string.Concat(Enumerable.Range(0, count).Select(i => $"API_KEY_{i}=9f8e7d6c5b4a39281706f5e4d3c2b{i:0000}\n")))));
        Add("settings that code reads", Settings(150, count => ("appsettings.json", "{" + string.Join(",\n", Enumerable.Range(0, count).Select(i => $"\"Value{i}\": \"9f8e7d6c5b4a39281706f5e4d3c2b{i:0000}\"")) + "}"),
            count => "using Microsoft.Extensions.Configuration;\n" + Shape.OfMethods(1, i => $"public Order Get{i}(IConfiguration configuration) => _c.GetOrder(r, new Metadata {{ {{ \"authorization\", configuration[\"Value{i}\"]! }} }});").Source(count)));
        Add("services of a server", new(80, count => "using Microsoft.Extensions.DependencyInjection;\nusing Microsoft.AspNetCore.Builder;\n"
            + "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddGrpc();\nvar app = builder.Build();\n"
            + Hostile.Repeat(count, i => $"app.MapGrpcService<Service{i}>();") + "app.Run();\n" + Hostile.Repeat(count, i => $"public sealed class Service{i} : Orders.OrdersBase {{ public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order()); }}")));
    }

    private static void Add(string name, Shape shape) => All.Add(name, shape);
}
