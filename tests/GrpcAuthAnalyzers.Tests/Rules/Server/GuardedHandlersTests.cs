using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;
using static GrpcAuthAnalyzers.Tests.Rules.Server.Interceptors;

namespace GrpcAuthAnalyzers.Tests.Rules.Server;

/// <summary>6007: which handlers of an interceptor refuse callers, and which let every call go on.</summary>
public sealed class GuardedHandlersTests
{
    private const string Refusal = "throw new RpcException(new Status(StatusCode.Unauthenticated, \"\"));";

    private static string Program(string types) => Servers.With(
        Added + "builder.WebHost.UseHttpSys();", "app.MapGrpcService<TrackingService>();", types + Tracking + """
        public enum Codes { Unauthenticated }

        public sealed class Settings
        {
            public string Header { get; set; } = "x-api-key";

            public static string Fixed { get; set; } = "x-request-id";

            public string? User { get; set; }

            public string? GetValue(string name) => name;
        }

        public sealed class RefusedException(Codes code) : Exception(code.ToString());
        """);

    [Theory]
    [InlineData(Guard)]
    [InlineData("if (!context.AuthContext.IsPeerAuthenticated) " + Refusal)]
    [InlineData("if (context.AuthContext.PeerIdentity.Any()) " + Refusal)]
    [InlineData("if (context.AuthContext.FindPropertiesByName(\"x509_common_name\").Any()) " + Refusal)]
    [InlineData("if (context.GetHttpContext().User.Identity is null) " + Refusal)]
    [InlineData("if (context.GetHttpContext().Connection.ClientCertificate is null) " + Refusal)]
    [InlineData("var settings = new Settings(); if (context.RequestHeaders.GetValue(settings.Header) is null) " + Refusal)]
    [InlineData("var settings = new Settings(); if (context.RequestHeaders.Get(settings.Header) is null) throw new RpcException(new Status(StatusCode.PermissionDenied, \"\"));")]
    [InlineData("try\n        {\n            Convert.FromBase64String(context.RequestHeaders.GetValue(\"authorization\")!);\n        }\n        catch (FormatException)\n        {\n            " + Refusal + "\n        }")]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-api-key\") is null) { context.Status = new Status(StatusCode.Unauthenticated, \"\"); logger.LogInformation(\"refused\"); return default!; }")]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-api-key\") is null) throw new RpcException(new Status(StatusCode.Unauthenticated, context.Method));")]
    public Task The_unary_handler_refuses_callers(string unary) => Verify.Reports(Program(KeyInterceptor(unary)), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("if (context.Method.EndsWith(\"/GetOrder\") && context.RequestHeaders.GetValue(\"x-api-key\") is null) " + Refusal)]
    public Task It_refuses_callers_of_some_methods(string unary) => Verify.Reports(Program(KeyInterceptor(unary)), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("if (context.Deadline < DateTime.UtcNow) " + Refusal)]
    [InlineData("if (new Settings().User is null) " + Refusal)]
    [InlineData("if (new Settings().GetValue(new Settings().Header) is null) " + Refusal)]
    [InlineData("if (context.RequestHeaders.GetValue(Settings.Fixed) is null) " + Refusal)]
    [InlineData("var name = \"x-request-id\"; if (context.RequestHeaders.GetValue(name) is null) " + Refusal)]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-api-key\") is null) throw new RefusedException(Codes.Unauthenticated);")]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-api-key\") is null) { context.Status = new Status(StatusCode.Unauthenticated, \"\"); }")]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-api-key\") is null) { context.Status = new Status(StatusCode.Unauthenticated, \"\"); return await continuation(request, context); }")]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-api-key\") is null) { context.Status = new Status(StatusCode.NotFound, \"\"); return default!; }")]
    [InlineData("try { return await continuation(request, context); } catch (FormatException) { _ = context.RequestHeaders.GetValue(\"authorization\"); " + Refusal + " }")]
    public Task The_unary_handler_refuses_nobody_by_a_credential(string unary) => Verify.Silent(Program(KeyInterceptor(unary, isReported: false)));

    [Theory]
    [InlineData("CONTINUE;")]
    [InlineData("logger.LogInformation(context.Method); CONTINUE;")]
    [InlineData("var watch = System.Diagnostics.Stopwatch.StartNew(); CONTINUE;")]
    [InlineData("using var activity = new System.Diagnostics.ActivitySource(\"orders\").StartActivity(\"call\"); CONTINUE;")]
    public Task The_handlers_of_streams_let_every_call_go_on(string body) =>
        Verify.Reports(Program(KeyInterceptor(Guard, Streams(body))), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task They_await_without_the_context() => Verify.Reports(
        Program(KeyInterceptor(Guard, Streams("CONTINUE;").Replace(", context);", ", context).ConfigureAwait(false);"))), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("if (requests_are_closed) throw new RpcException(new Status(StatusCode.Unavailable, \"\")); CONTINUE;")]
    [InlineData("throw new RpcException(new Status(StatusCode.Unimplemented, \"\"));")]
    [InlineData("logger.LogInformation(\"closed\"); DEFAULT;")]
    [InlineData("if (context.Deadline > DateTime.MinValue) CONTINUE; DEFAULT;")]
    [InlineData("if (logger.Equals(context)) CONTINUE; DEFAULT;")]
    [InlineData("Console.WriteLine(context.Method); CONTINUE;")]
    public Task The_handlers_of_streams_may_refuse_callers(string body) => Verify.Silent(Program(KeyInterceptor(
        Guard, "private bool requests_are_closed = Environment.ProcessorCount > 3;" + Streams(body), isReported: false)));

    /// <summary>The check is followed through three methods of the source.</summary>
    [Theory]
    [InlineData("A(context.RequestHeaders);", true)]
    [InlineData("Before(context.RequestHeaders);", false)]
    [InlineData("Again(context.RequestHeaders);", true)]
    public Task The_check_is_in_another_method(string unary, bool isReported) => Judge(KeyInterceptor(unary, """
        private void Before(Metadata headers) => A(headers);

        private void A(Metadata headers) => B(headers);

        private void B(Metadata headers) => C(headers);

        private void C(Metadata headers)
        {
            if (headers.GetValue("x-api-key") is null)
                throw new RpcException(new Status(StatusCode.Unauthenticated, ""));
        }

        private void Again(Metadata headers)
        {
            if (headers.Count > 100)
                Again(headers);

            C(headers);
        }
        """, isReported), isReported);

    [Theory]
    [InlineData("Grpc.Core.Interceptors.Interceptor", true)]
    [InlineData("CompanyInterceptor", false)]
    public Task A_base_class_of_another_assembly_may_check(string bases, bool isReported) => Judge(KeyInterceptor(Guard, isReported: isReported, bases: bases), isReported);

    /// <summary>A class that only inherits says nothing more than its base class.</summary>
    [Fact]
    public Task A_class_without_handlers_of_its_own() => Verify.Reports(Program(
        KeyInterceptor(Guard) + "public sealed class NamedInterceptor(ILogger<object> logger) : KeyInterceptor(logger) { public string Name => \"orders\"; }"));

    private static Task Judge(string types, bool isReported)
    {
        var setup = new Setup { Library = "public class CompanyInterceptor : Grpc.Core.Interceptors.Interceptor { }" };
        return isReported ? Verify.Reports(Program(types), setup) : Verify.Silent(Program(types), setup);
    }
}
