using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>What is set on the handler, the <c>HttpClient</c> and the options of a channel before the channel is made.</summary>
public sealed class HandlerSettingTests
{
    private const string Bound = "ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((_, _) => Task.CompletedTask))";

    [Theory]
    [InlineData("handler.PreAuthenticate = false;")]
    [InlineData("handler.UseDefaultCredentials = false;")]
    [InlineData("handler.ClientCertificateOptions = ClientCertificateOption.Manual;")]
    [InlineData("handler.Credentials = null;")]
    [InlineData("Console.WriteLine(handler.ClientCertificates.Count);")]
    [InlineData("handler.ClientCertificates.Clear();")]
    [InlineData("handler.ClientCertificates.Remove(certificate);")]
    [InlineData("if (handler.ClientCertificates.Contains(certificate)) return null;")]
    [InlineData("handler.UseCookies = false;")]
    [InlineData("Console.WriteLine(handler.UseProxy);")]
    [InlineData("Console.WriteLine(handler);")]
    [InlineData("Console.WriteLine(handler.ToString());")]
    [InlineData("handler.Proxy = null;")]
    [InlineData("sockets.SslOptions.TargetHost = \"orders\";")]
    [InlineData("sockets.SslOptions = new SslClientAuthenticationOptions { TargetHost = \"orders\" };")]
    [InlineData("sockets.ConnectCallback = null;")]
    [InlineData("wrap.InnerHandler = new SocketsHttpHandler();")]
    [InlineData("Console.WriteLine(wrap);")]
    [InlineData("handler.PreAuthenticate = flag;")]
    [InlineData("http.Timeout = TimeSpan.FromSeconds(1);")]
    [InlineData("http.CancelPendingRequests();")]
    [InlineData("http.DefaultRequestHeaders.Remove(\"authorization\");")]
    [InlineData("http.DefaultRequestHeaders.Clear();")]
    [InlineData("http.DefaultRequestHeaders.UserAgent.ParseAdd(\"a/1\");")]
    [InlineData("http.DefaultRequestHeaders.Host = \"orders\";")]
    [InlineData("http.DefaultRequestHeaders.TryAddWithoutValidation(\"x-trace\", \"1\");")]
    [InlineData("if (http.DefaultRequestHeaders.Contains(\"authorization\")) return null;")]
    [InlineData("Console.WriteLine(http.BaseAddress);")]
    [InlineData("Console.WriteLine(http);")]
    [InlineData("options.Credentials = ChannelCredentials.SecureSsl;")]
    [InlineData("options.Credentials = " + Bound + "; options.Credentials = null;")]
    [InlineData("Console.WriteLine(options.MaxRetryAttempts);")]
    [InlineData("Console.WriteLine(options.ToString());")]
    [InlineData("options.CompressionProviders = []; options.ServiceConfig = new();")]
    public Task It_adds_no_credential(string statement) => Verify.Reports(Program(statement, "{|GRPCAUTH1001:new Orders.OrdersClient(channel).GetOrder|}"));

    [Theory]
    [InlineData("handler.PreAuthenticate = flag; handler.UseDefaultCredentials = flag;")]
    [InlineData("handler.ClientCertificateOptions = flag ? ClientCertificateOption.Automatic : ClientCertificateOption.Manual;")]
    [InlineData("handler.Credentials = network;")]
    [InlineData("Keep(handler.Credentials);")]
    [InlineData("handler.CookieContainer = new();")]
    [InlineData("handler.ClientCertificates.Add(certificate);")]
    [InlineData("handler.ClientCertificates.AddRange(certificates);")]
    [InlineData("handler.ClientCertificates.Insert(0, certificate);")]
    [InlineData("Keep(handler.ClientCertificates);")]
    [InlineData("var all = handler.ClientCertificates; all.Add(certificate);")]
    [InlineData("Keep(handler);")]
    [InlineData("sockets.SslOptions.ClientCertificates = certificates;")]
    [InlineData("sockets.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;")]
    [InlineData("sockets.SslOptions.ClientCertificateContext = context;")]
    [InlineData("sockets.SslOptions = ssl;")]
    [InlineData("Keep(sockets.SslOptions);")]
    [InlineData("var tls = sockets.SslOptions; Keep(tls);")]
    [InlineData("Kept = sockets.SslOptions;")]
    [InlineData("Kept = handler.ClientCertificates;")]
    [InlineData("wrap.InnerHandler = new Signing();")]
    [InlineData("Keep(wrap);")]
    [InlineData("Kept = wrap;")]
    [InlineData("var all = new HttpMessageHandler[] { wrap }; Keep(all);")]
    [InlineData("sockets.SslOptions = new SslClientAuthenticationOptions { ClientCertificates = certificates };")]
    [InlineData("sockets.ConnectCallback = (_, _) => default;")]
    [InlineData("sockets.Credentials = network;")]
    [InlineData("http.DefaultRequestHeaders.Authorization = new(\"Bearer\", Environment.MachineName);")]
    [InlineData("http.DefaultRequestHeaders.ProxyAuthorization = new(\"Bearer\", Environment.MachineName);")]
    [InlineData("http.DefaultRequestHeaders.TryAddWithoutValidation(\"x-api-key\", Environment.MachineName);")]
    [InlineData("http.DefaultRequestHeaders.Add(\"Cookie\", Environment.MachineName);")]
    [InlineData("http.DefaultRequestHeaders.Add(Environment.MachineName, \"1\");")]
    [InlineData("Keep(http.DefaultRequestHeaders);")]
    [InlineData("Keep(http);")]
    [InlineData("options.Credentials = " + Bound + ";")]
    [InlineData("options.Credentials = " + Bound + "; if (flag) options.Credentials = null;")]
    [InlineData("options.Credentials = null; if (flag) options.Credentials = " + Bound + ";")]
    [InlineData("Keep(options);")]
    [InlineData("Keep(options.Credentials);")]
    [InlineData("Keep(options.HttpHandler);")]
    [InlineData("Keep(options.HttpClient);")]
    public Task It_adds_one_or_may(string statement) => Verify.Silent(Program(statement, "new Orders.OrdersClient(channel).GetOrder"));

    private static string Program(string statement, string call) => $$"""
        using System.Net;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;

        public sealed class Log : DelegatingHandler;

        public sealed class Signing : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                request.Headers.Authorization = new("Bearer", Environment.MachineName);
                return base.SendAsync(request, token);
            }
        }

        public abstract class Program
        {
            protected abstract void Keep(object? given);

            public object? Kept { get; set; }

            public Order? Run(
                bool flag, X509Certificate2 certificate, X509Certificate2Collection certificates, NetworkCredential network, SslClientAuthenticationOptions ssl, SslStreamCertificateContext context)
            {
                {{(Uses(statement, "handler") ? "var handler = new HttpClientHandler();" : "")}}
                {{(Uses(statement, "sockets") ? "var sockets = new SocketsHttpHandler();" : "")}}
                {{(Uses(statement, "http") ? "var http = new HttpClient();" : "")}}
                {{(Uses(statement, "wrap") ? "var wrap = new Log { InnerHandler = new HttpClientHandler() };" : "")}}
                var options = new GrpcChannelOptions();
                {{statement}}
                {{(Uses(statement, "handler") ? "options.HttpHandler = handler;" : "")}}
                {{(Uses(statement, "sockets") ? "options.HttpHandler = sockets;" : "")}}
                {{(Uses(statement, "http") ? "options.HttpClient = http;" : "")}}
                {{(Uses(statement, "wrap") ? "options.HttpHandler = wrap;" : "")}}
                var channel = GrpcChannel.ForAddress("https://orders.example.com", options);
                return {{call}}(new OrderRequest { Id = $"{flag}{certificate}{certificates}{network}{ssl}{context}" });
            }
        }
        """;

    private static bool Uses(string statement, string variable) => statement.Contains(variable + ".", System.StringComparison.Ordinal)
        || statement.Contains("(" + variable + ")", System.StringComparison.Ordinal)
        || statement.Contains("{ " + variable + " }", System.StringComparison.Ordinal)
        || statement.Contains("= " + variable + ";", System.StringComparison.Ordinal);
}
