using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Server;

public sealed class ClientCertificateNotRequestedTests
{
    private const string Scheme = "builder.Services.AddAuthorization(); builder.Services.AddAuthentication(\"Certificate\").{|GRPCAUTH6009:AddCertificate|}();";
    private const string PlainScheme = "builder.Services.AddAuthorization(); builder.Services.AddAuthentication(\"Certificate\").AddCertificate();";
    private const string Https = "builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(5001, listen => listen.UseHttps()));";

    /// <summary>A service that runs this in front of its answer.</summary>
    private static string Reader(string code) => $$"""
        public sealed class MailService : Orders.OrdersBase
        {
            public override async Task<Order> GetOrder(OrderRequest request, ServerCallContext context)
            {
                {{code}}
                await Task.Yield();
                return new Order();
            }
        }
        """;

    private static string Program(string services, string read = "", string use = "", string types = "")
    {
        var demand = services.Contains("AddAuthentication", StringComparison.Ordinal) ? ".RequireAuthorization()" : "";
        return "using Microsoft.AspNetCore.Server.Kestrel.Core;\nusing Microsoft.AspNetCore.Server.Kestrel.Https;\n"
            + Servers.With(services, $"{use}app.MapGrpcService<MailService>(){demand};", Reader(read) + types);
    }

    [Theory]
    [InlineData(Https)]
    [InlineData("builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => { https.CheckCertificateRevocation = true; }));")]
    [InlineData("builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ClientCertificateMode = ClientCertificateMode.NoCertificate));")]
    [InlineData("builder.WebHost.UseKestrel(kestrel => kestrel.ListenAnyIP(5001, listen => listen.UseHttps(\"server.pfx\", \"\", https => https.AllowAnyClientCertificate())));")]
    [InlineData("var https = new HttpsConnectionAdapterOptions(); builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(5001, listen => listen.UseHttps(https)));")]
    public Task The_scheme_where_TLS_is_set_up(string kestrel) => Verify.Reports(Program(kestrel + Scheme), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task The_scheme_with_the_defaults_of_Kestrel_is_information() => Verify.Reports(Program(Scheme), severity: DiagnosticSeverity.Info);

    [Fact]
    public Task The_scheme_with_an_endpoint_in_a_file() => Verify.Reports(Program(Scheme), severity: DiagnosticSeverity.Warning, setup: new Setup
    {
        AdditionalFiles = [("/0/appsettings.json", """{ "Kestrel": { "Endpoints": { "Grpc": { "Url": "https://*:5001", "ClientCertificateMode": "NoCertificate" } } } }""")],
    });

    [Theory]
    [InlineData("if (context.GetHttpContext().Connection.{|GRPCAUTH6009:ClientCertificate|} is null) throw new RpcException(new Status(StatusCode.Unauthenticated, \"\"));")]
    [InlineData("var certificate = await context.GetHttpContext().Connection.{|GRPCAUTH6009:GetClientCertificateAsync|}(); if (certificate is null) throw new RpcException(Status.DefaultCancelled);")]
    [InlineData("if (!context.AuthContext.{|GRPCAUTH6009:IsPeerAuthenticated|}) throw new RpcException(new Status(StatusCode.Unauthenticated, context.AuthContext.PeerIdentityPropertyName));")]
    [InlineData("foreach (var name in context.AuthContext.{|GRPCAUTH6009:FindPropertiesByName|}(\"x509_common_name\")) { }")]
    [InlineData("var certificate = context.GetHttpContext().Connection.{|GRPCAUTH6009:ClientCertificate|} ?? throw new RpcException(Status.DefaultCancelled); await Task.FromResult(certificate);")]
    [InlineData("string? subject; subject = context.GetHttpContext()?.Connection?.{|GRPCAUTH6009:ClientCertificate|}?.Subject;")]
    public Task The_first_read_of_a_class(string read) => Verify.Reports(Program(Https, read), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task The_read_of_an_interceptor_to_which_handlers_are_added() => Verify.Reports(Program(
        Https + "builder.Services.AddGrpc(options => options.Interceptors.Add<Guard>());", types: """

        public sealed class {|GRPCAUTH6007:Guard|} : Grpc.Core.Interceptors.Interceptor
        {
            public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
            {
                if (!context.AuthContext.{|GRPCAUTH6009:IsPeerAuthenticated|})
                    throw new RpcException(new Status(StatusCode.Unauthenticated, ""));

                return continuation(request, context);
            }
        }
        """));

    [Fact]
    public Task Of_reads_and_the_scheme_only_the_scheme() => Verify.Reports(
        Program(Https + Scheme, "if (!context.AuthContext.IsPeerAuthenticated) throw new RpcException(Status.DefaultCancelled);"),
        severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task A_server_of_Grpc_Core() => Verify.Reports(
        $$"""
        using System;
        using System.Collections.Generic;

        var credentials = new SslServerCredentials(new List<KeyCertificatePair>());
        var server = new Server { Services = { Orders.BindService(new MailService()) }, Ports = { new ServerPort("localhost", 1, credentials) } };
        server.Start();

        {{Reader("if (!context.AuthContext.{|GRPCAUTH6009:IsPeerAuthenticated|}) throw new RpcException(Status.DefaultCancelled);")}}
        """, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("new SslServerCredentials(new List<KeyCertificatePair>(), \"\", SslClientCertificateRequestType.RequestAndRequireAndVerify)")]
    [InlineData("new SslServerCredentials(new List<KeyCertificatePair>(), \"\", args.Length == 0 ? SslClientCertificateRequestType.DontRequest : SslClientCertificateRequestType.RequestAndVerify)")]
    [InlineData("ServerCredentials.Insecure")]
    public Task A_server_of_Grpc_Core_that_asks_or_has_no_TLS(string credentials) => Verify.Silent(
        $$"""
        using System;
        using System.Collections.Generic;

        var server = new Server { Services = { Orders.BindService(new MailService()) }, Ports = { new ServerPort("localhost", 1, {{credentials}}) } };
        server.Start();

        {{Reader("if (!context.AuthContext.IsPeerAuthenticated) throw new RpcException(Status.DefaultCancelled);")}}
        """);

    [Theory]
    [InlineData("builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ClientCertificateMode = ClientCertificateMode.RequireCertificate));")]
    [InlineData("builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(1, listen => listen.UseHttps(https => https.ClientCertificateMode = ClientCertificateMode.AllowCertificate)));")]
    [InlineData("builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(1, listen => listen.UseHttps(https => https.ClientCertificateMode = ClientCertificateMode.DelayCertificate)));")]
    [InlineData("builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ClientCertificateMode = builder.Configuration.GetValue<ClientCertificateMode>(\"Mode\")));")]
    [InlineData("var o = new HttpsConnectionAdapterOptions { ClientCertificateMode = ClientCertificateMode.RequireCertificate }; builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(1, l => l.UseHttps(o)));")]
    [InlineData("builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(1, l => l.UseHttps((stream, hello, state, token) => new(new System.Net.Security.SslServerAuthenticationOptions { ClientCertificateRequired = true }), null!)));")]
    [InlineData("builder.WebHost.ConfigureKestrel(k => k.ConfigureHttpsDefaults(h => h.OnAuthenticate = (c, ssl) => ssl.ClientCertificateRequired = true));")]
    [InlineData("builder.Configuration[\"Kestrel:EndpointDefaults:ClientCertificateMode\"] = \"RequireCertificate\";")]
    [InlineData("builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { [$\"Kestrel:Endpoints:{args[0]}:ClientCertificateMode\"] = \"AllowCertificate\" });")]
    public Task Something_asks(string kestrel) => Verify.Silent(Program(kestrel + PlainScheme));

    [Theory]
    [InlineData("builder.Services.AddCertificateForwarding(options => options.CertificateHeader = \"X-Client-Cert\");")]
    [InlineData("builder.WebHost.UseHttpSys();")]
    [InlineData("builder.WebHost.UseIISIntegration();")]
    [InlineData("builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(5000, l => l.Protocols = HttpProtocols.Http2));")]
    [InlineData("builder.WebHost.ConfigureKestrel(k => k.Configure(builder.Configuration.GetSection(\"Listeners\")));")]
    [InlineData("Action<KestrelServerOptions> set = builder.Configuration.Get<Action<KestrelServerOptions>>()!; builder.WebHost.ConfigureKestrel(set);")]
    [InlineData("builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(1, l => l.UseHttps(builder.Configuration.Get<HttpsConnectionAdapterOptions>()!)));")]
    [InlineData("builder.Services.Configure<ForwardedHeadersOptions>(o => { });")]
    public Task Another_server_a_proxy_or_setup_that_is_not_seen(string setup) => Verify.Silent(Program(setup + PlainScheme));

    [Theory]
    [InlineData("app.Use(async (context, next) => { context.Connection.ClientCertificate = Certificates.Read(context.Request.Headers); await next(context); });")]
    [InlineData("app.Use(async (context, next) => { context.Features.Set<Microsoft.AspNetCore.Http.Features.ITlsConnectionFeature>(null); await next(context); });")]
    public Task A_middleware_that_takes_it_from_a_header(string use) => Verify.Silent(Program(Https + PlainScheme, use: use, types: """

        public static class Certificates
        {
            public static System.Security.Cryptography.X509Certificates.X509Certificate2? Read(IHeaderDictionary headers) => null;
        }
        """));

    [Theory]
    [InlineData("appsettings.json", """{ "Kestrel": { "EndpointDefaults": { "ClientCertificateMode": "RequireCertificate" } } }""")]
    [InlineData("appsettings.Development.json", """{ "Kestrel": { "Endpoints": { "Grpc": { "Url": "https://*:5001", "ClientCertificateMode": "AllowCertificate" } } } }""")]
    [InlineData("appsettings.json", """{ "Kestrel": { "Endpoints": { "Grpc": { "Url": "http://*:5001" } } } }""")]
    public Task A_file_asks_or_has_an_endpoint_behind_a_proxy(string file, string text) =>
        Verify.Silent(Program(PlainScheme), new Setup { AdditionalFiles = [("/0/" + file, text)] });

    [Theory]
    [InlineData("Console.WriteLine(context.GetHttpContext().Connection.ClientCertificate);")]
    [InlineData("Console.WriteLine($\"{context.AuthContext.PeerIdentityPropertyName}\");")]
    [InlineData("var builder = WebApplication.CreateBuilder(); if (builder.Environment.IsDevelopment()) { var c = context.GetHttpContext().Connection.ClientCertificate; }")]
    [InlineData("var certificate = context.GetHttpContext().Connection.ClientCertificate;")]
    [InlineData("var peer = context.GetHttpContext().Connection.ClientCertificate?.Subject ?? context.Peer; if (peer.Length > 0) await Task.Yield();")]
    public Task It_is_only_shown_or_read_in_development_or_kept_and_not_read(string read) => Verify.Silent(Program(Https, read));

    /// <summary>Through two variables at most.</summary>
    [Theory]
    [InlineData("var c = context.GetHttpContext().Connection.ClientCertificate; Console.WriteLine(c);")]
    [InlineData("var c = context.GetHttpContext().Connection.ClientCertificate; var s = c?.Subject; Console.WriteLine(s);")]
    public Task It_is_only_shown_by_a_variable(string read) => Verify.Silent(Program(Https, read));

    [Theory]
    [InlineData("var c = context.GetHttpContext().Connection.{|GRPCAUTH6009:ClientCertificate|}; var s = c?.Subject; var t = s?.Trim(); Console.WriteLine(t);")]
    [InlineData("var c = context.GetHttpContext().Connection.{|GRPCAUTH6009:ClientCertificate|}; Console.WriteLine(c); if (c is null) throw new RpcException(Status.DefaultCancelled);")]
    [InlineData("var c = request.Id.Length > 0 ? null : context.GetHttpContext().Connection.{|GRPCAUTH6009:ClientCertificate|}; if (c is null) throw new RpcException(Status.DefaultCancelled);")]
    [InlineData("System.Security.Cryptography.X509Certificates.X509Certificate2? known = null; var c = known ?? context.GetHttpContext().Connection.{|GRPCAUTH6009:ClientCertificate|}; if (c is null) throw new RpcException(Status.DefaultCancelled);")]
    public Task It_is_shown_and_checked(string read) => Verify.Reports(Program(Https, read), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task The_first_read_of_each_class_and_of_the_statements_of_the_program() => Verify.Reports(
        Program(
            Https, "if (context.GetHttpContext().Connection.{|GRPCAUTH6009:ClientCertificate|} is null) throw new RpcException(Status.DefaultCancelled);",
            "app.Use(async (context, next) => { if (context.Connection.{|GRPCAUTH6009:ClientCertificate|} is not null && context.Connection.ClientCertificate.Verify()) await next(context); });")
        + Reader("if (context.GetHttpContext().Connection.{|GRPCAUTH6009:ClientCertificate|} is null || context.GetHttpContext().Connection.ClientCertificate!.HasPrivateKey) throw new RpcException(Status.DefaultCancelled);")
            .Replace("MailService", "ParcelService"));

    [Fact]
    public Task A_library_of_services_is_set_up_elsewhere() => Verify.Silent("""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Routing;

        public static class Setup
        {
            public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<MailService>();
        }

        """ + Reader("if (!context.AuthContext.IsPeerAuthenticated) throw new RpcException(Status.DefaultCancelled);"));

    [Fact]
    public Task Not_in_test_projects() => Verify.Silent(Program(Https + PlainScheme), new Setup { GlobalConfig = "build_property.IsTestProject = true" });

    [Fact]
    public Task Nothing_is_written_for_the_user() => Verify.NotFixable(Program(Https + Scheme));
}
