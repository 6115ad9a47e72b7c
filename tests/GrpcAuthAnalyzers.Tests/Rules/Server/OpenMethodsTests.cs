using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;
using static GrpcAuthAnalyzers.Tests.Rules.Server.Interceptors;

namespace GrpcAuthAnalyzers.Tests.Rules.Server;

/// <summary>6007: which methods of the services are open behind the interceptor.</summary>
public sealed class OpenMethodsTests
{
    private const string Mapped = "app.MapGrpcService<TrackingService>();";

    private static string Program(string map = Mapped, string services = Added, string types = "", string tracking = Tracking, bool isReported = true) =>
        Servers.With(services, map, KeyInterceptor(Guard, isReported: isReported) + tracking + types);

    private static string WithCheck(string text) => Tracking.Replace("ServerCallContext context) => Task.CompletedTask;", "ServerCallContext context) " + text);

    [Theory]
    [InlineData(Mapped, Added, DiagnosticSeverity.Warning)]
    [InlineData(Mapped + "app.MapGrpcService<OrderService>();", Added, DiagnosticSeverity.Warning)]
    [InlineData("", Added, DiagnosticSeverity.Warning)]
    [InlineData("app.MapGrpcService<OrderService>();", Added, DiagnosticSeverity.Info)]
    [InlineData(Mapped, "", DiagnosticSeverity.Warning)]
    [InlineData(Mapped, "builder.Services.AddGrpc().AddServiceOptions<TrackingService>(options => options.Interceptors.Add<KeyInterceptor>());", DiagnosticSeverity.Warning)]
    [InlineData(Mapped, "builder.Services.AddGrpc(options => options.Interceptors.Add<KeyInterceptor>()).AddServiceOptions<OrderService>(options => options.Interceptors.Add<KeyInterceptor>());", DiagnosticSeverity.Warning)]
    [InlineData(Mapped, "builder.Services.AddGrpc().AddServiceOptions<OrderService>(options => options.Interceptors.Add<KeyInterceptor>()).AddServiceOptions<TrackingService>(options => options.Interceptors.Add<KeyInterceptor>());", DiagnosticSeverity.Warning)]
    [InlineData("app.MapGrpcService<OrderService>();" + "app.MapGrpcService<TrackingService>().RequireAuthorization();", Added + Servers.Bearer, DiagnosticSeverity.Info)]
    public Task A_service_with_streams_is_open_or_one_may_be(string map, string services, DiagnosticSeverity severity) =>
        Verify.Reports(Program(map, services), severity: severity);

    [Theory]
    [InlineData(Mapped, "builder.Services.AddGrpc().AddServiceOptions<OrderService>(options => options.Interceptors.Add<KeyInterceptor>());")]
    [InlineData("app.Use(async (context, next) => { if (context.Request.Headers.Authorization.Count == 0) return; await next(context); });" + Mapped, Added)]
    public Task No_service_is_open(string map, string services) => Verify.Silent(Program(map, services, isReported: false));

    [Theory]
    [InlineData("[Authorize] ", Mapped)]
    [InlineData("", Mapped)]
    public Task The_service_asks_or_a_method_does(string attribute, string map) => Verify.Silent(Program(
        map, Added + Servers.Bearer,
        tracking: attribute.Length > 0 ? Tracking.Replace("public sealed", attribute + "public sealed") : Tracking.Replace("public override Task TrackOrders", "[Authorize] public override Task TrackOrders"),
        isReported: false));

    [Fact]
    public Task The_service_asks_and_is_mapped_elsewhere() => Verify.Reports(
        Program("", Added + Servers.Bearer, tracking: Tracking.Replace("public sealed", "[Authorize] public sealed")), severity: DiagnosticSeverity.Info);

    [Fact]
    public Task The_service_is_anonymous_by_configuration() => Verify.Silent(
        Program(isReported: false), new Setup { EditorConfig = "grpc_auth.anonymous_services = Acme.Orders.Orders" });

    /// <summary>Another service may be open, but none is seen.</summary>
    [Theory]
    [InlineData("{ if (context.RequestHeaders.GetValue(\"x-api-key\") is null) throw new InvalidOperationException(); return Task.CompletedTask; }")]
    [InlineData("=> context.RequestHeaders.GetValue(\"x-api-key\") is null ? throw new InvalidOperationException() : Task.CompletedTask;")]
    public Task The_method_checks_by_itself(string text) => Verify.Reports(Program(tracking: WithCheck(text)), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("{ return Task.CompletedTask; }")]
    [InlineData("=> Task.FromResult(context.Method);")]
    public Task The_method_checks_nobody(string text) => Verify.Reports(Program(tracking: WithCheck(text)), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("options.Interceptors.Add(Type.GetType(args[0])!);", false)]
    [InlineData("options.Interceptors.Add<CompanyInterceptor>();", false)]
    [InlineData("options.Interceptors.Add<StreamInterceptor>();", false)]
    [InlineData("options.Interceptors.Add<PlainInterceptor>();", true)]
    public Task Another_interceptor_may_check_streams(string added, bool isReported)
    {
        var program = Program(services: "builder.Services.AddGrpc(options => { options.Interceptors.Add<KeyInterceptor>(); " + added + " });", isReported: isReported, types:
            "public sealed class PlainInterceptor : Grpc.Core.Interceptors.Interceptor { }\n\npublic sealed class StreamInterceptor : Grpc.Core.Interceptors.Interceptor\n{\n" + Streams(Guard + " CONTINUE;") + "\n}");
        var setup = new Setup { Library = "public class CompanyInterceptor : Grpc.Core.Interceptors.Interceptor { }" };
        return isReported ? Verify.Reports(program, setup) : Verify.Silent(program, setup);
    }

    [Fact]
    public Task A_library_has_no_server() => Verify.Silent("using Microsoft.Extensions.Logging;\n" + KeyInterceptor(Guard, isReported: false));
}
