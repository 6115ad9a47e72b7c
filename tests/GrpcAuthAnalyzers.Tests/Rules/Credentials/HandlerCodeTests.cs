using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>What the code of a message handler may do to a request without adding a credential, and what may add one.</summary>
public sealed class HandlerCodeTests
{
    [Theory]
    [InlineData("Headers.Trace(request.Headers);")]
    [InlineData("Headers.TraceAll(request);")]
    [InlineData("Headers.Third(request);")]
    [InlineData("State.Current.Authorization = tokens.GetToken();")]
    [InlineData("new Own().Add();")]
    [InlineData("tokens.Note(\"a\");")]
    [InlineData("request.Headers.Remove(\"authorization\");")]
    [InlineData("request.Headers.Clear();")]
    [InlineData("request.Headers.Host = \"orders\";")]
    [InlineData("request.Headers.TryAddWithoutValidation(\"x-trace\", \"1\");")]
    [InlineData("if (request.Headers.TryGetValues(\"authorization\", out _)) return base.SendAsync(request, token);")]
    [InlineData("request = new HttpRequestMessage(request.Method, request.RequestUri);")]
    [InlineData("return new HttpMessageInvoker(InnerHandler!).SendAsync(request, token);")]
    [InlineData("log.LogInformation(\"{Request}\", request);")]
    [InlineData("_ = new Clock(request.Version).Now;")]
    [InlineData("_ = tokens.GetToken();")]
    [InlineData("Use(request);")]
    public Task It_adds_none(string code) => Verify.Reports(Program(code, "{|GRPCAUTH1001:new Orders.OrdersClient(channel).GetOrder|}"));

    [Theory]
    [InlineData("Headers.Sign(request.Headers);")]
    [InlineData("Headers.SignAll(request);")]
    [InlineData("Headers.Deep(request);")]
    [InlineData("fill(request.Headers);")]
    [InlineData("sign(request);")]
    [InlineData("request.Headers.ProxyAuthorization = new(\"Bearer\", tokens.GetToken());")]
    [InlineData("request.Headers.Authorization ??= new(\"Bearer\", tokens.GetToken());")]
    [InlineData("request.Headers.Add(\"Cookie\", \"session=\" + tokens.GetToken());")]
    [InlineData("request.Headers.Add(tokens.GetToken(), \"1\");")]
    [InlineData("request.Headers.Add(Headers.Key, tokens.GetToken());")]
    [InlineData("new Recorder(request).Run();")]
    [InlineData("_ = new Later(request.Headers);")]
    [InlineData("InnerHandler = new Signing();")]
    [InlineData("InnerHandler = make();")]
    [InlineData("InnerHandler = new SocketsHttpHandler { SslOptions = { ClientCertificates = [] } };")]
    [InlineData("tokens.Sign(request);")]
    [InlineData("tokens.Note(request);")]
    [InlineData("Headers.Fourth(request);")]
    public Task It_adds_one_or_may(string code) => Verify.Silent(Program(code, "new Orders.OrdersClient(channel).GetOrder"));

    /// <summary>The handler that a method takes is another one than the constructor gets: it is not seen where the handler is made.</summary>
    [Theory]
    [InlineData("public Custom(HttpMessageHandler inner) : base(inner) { }", "new Custom(new SocketsHttpHandler())", true)]
    [InlineData("public Custom(HttpMessageHandler inner) { InnerHandler = inner; }", "new Custom(new SocketsHttpHandler())", true)]
    [InlineData("public Custom() { } public void Use(HttpMessageHandler inner) => InnerHandler = inner;", "new Custom()", false)]
    [InlineData("public Custom() : base(Shared.Handler) { }", "new Custom()", false)]
    [InlineData("public Custom() : base(Shared.Made()) { }", "new Custom()", true)]
    [InlineData("public Custom() : base(Shared.Signed()) { }", "new Custom()", false)]
    [InlineData("private readonly HttpMessageHandler _own = Shared.Signed(); public Custom() { InnerHandler = _own; }", "new Custom()", false)]
    [InlineData("public Custom(bool web) : base(web ? new SocketsHttpHandler() : null!) { }", "new Custom(true)", true)]
    public Task What_it_wraps(string members, string made, bool isReported)
    {
        var source = $$"""
            public static class Shared
            {
                public static HttpMessageHandler Handler { get; set; } = null!;
                public static HttpMessageHandler Made() => new HttpClientHandler();
                public static HttpMessageHandler Signed() { var handler = new HttpClientHandler(); handler.ClientCertificates.Add(null!); return handler; }
            }

            public sealed class Custom : DelegatingHandler
            {
                {{members}}
            }

            public static class Program
            {
                public static Order Run() => CALL(new OrderRequest());
            }
            """;
        var call = $"new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions {{ HttpHandler = {made} }})).GetOrder";
        return isReported ? Verify.Reports(source.Replace("CALL", "{|GRPCAUTH1001:" + call + "|}")) : Verify.Silent(source.Replace("CALL", call));
    }

    /// <summary>The known handlers of Polly and its like are those of their assemblies.</summary>
    [Fact]
    public Task A_copy_of_a_known_handler_that_signs() => Verify.Silent("""
        namespace Microsoft.Extensions.Http.Resilience
        {
            public sealed class ResilienceHandler : DelegatingHandler
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
                {
                    request.Headers.Authorization = new("Bearer", Environment.MachineName);
                    return base.SendAsync(request, token);
                }
            }
        }

        public static class Program
        {
            public static Order Run() => new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpHandler = new Microsoft.Extensions.Http.Resilience.ResilienceHandler { InnerHandler = new SocketsHttpHandler() } })).GetOrder(new OrderRequest());
        }
        """);

    private static string Program(string code, string call) => $$"""
        using System.Net.Http.Headers;
        using Microsoft.Extensions.Logging;

        public interface ITokens { string GetToken(); void Sign(HttpRequestMessage request); void Note(object what); }

        public sealed class State { public static State Current { get; } = new(); public string? Authorization { get; set; } }

        public static class Headers
        {
            public const string Key = "x-api-key";
            public static void Trace(HttpRequestHeaders headers) => headers.Add("x-trace", "1");
            public static void TraceAll(HttpRequestMessage request) => Trace(request.Headers);
            public static void Sign(HttpRequestHeaders headers) => headers.Add("authorization", Environment.MachineName);
            public static void SignAll(HttpRequestMessage request) => Sign(request.Headers);
            public static void Fourth(HttpRequestMessage request) => Third(request);
            public static void Third(HttpRequestMessage request) => Second(request);
            private static void Second(HttpRequestMessage request) => First(request);
            private static void First(HttpRequestMessage request) => request.Version = new Version(2, 0);
            public static void Deep(HttpRequestMessage request) => One(request);
            private static void One(HttpRequestMessage request) => Two(request);
            private static void Two(HttpRequestMessage request) => SignAll(request);
        }

        public sealed class Own : HttpHeaders { public void Add() => TryAddWithoutValidation("x-trace", "1"); }

        public sealed class Clock(Version version) { public DateTime Now => version.Major > 1 ? DateTime.UtcNow : default; }

        public sealed class Recorder(HttpRequestMessage request) { public void Run() => request.Headers.Add("authorization", Environment.MachineName); }

        public sealed class Later(HttpRequestHeaders headers) { public int Count => headers.Count(); }

        public sealed class Signing : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                request.Headers.Authorization = new("Bearer", Environment.MachineName);
                return base.SendAsync(request, token);
            }
        }

        public sealed class Custom(ITokens tokens, Action<HttpRequestMessage> sign, Action<HttpRequestHeaders> fill, Func<HttpMessageHandler> make, ILogger log) : DelegatingHandler
        {
            private static void Use(HttpRequestMessage request) => request.Version = new Version(2, 0);

            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                {{code}}
                return base.SendAsync(request, token);
            }

            public override string ToString() => $"{tokens}{sign}{fill}{make}{log}";
        }

        public static class Program
        {
            public static Order Run(ITokens tokens, Action<HttpRequestMessage> sign, Action<HttpRequestHeaders> fill, Func<HttpMessageHandler> make, ILogger log)
            {
                var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpHandler = new Custom(tokens, sign, fill, make, log) });
                return {{call}}(new OrderRequest());
            }
        }
        """;
}
