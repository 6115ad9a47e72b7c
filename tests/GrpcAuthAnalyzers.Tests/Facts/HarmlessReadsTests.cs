using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;
using static GrpcAuthAnalyzers.Tests.Facts.ReadingServer;

namespace GrpcAuthAnalyzers.Tests.Facts;

/// <summary>A server that reads what its callers bring, and refuses nobody by it, leaves its RPCs open.</summary>
public sealed class HarmlessReadsTests
{
    private const string Authorized =
        "builder.Services.AddAuthentication(\"Bearer\").AddJwtBearer(o => { o.Authority = \"https://login.invalid\"; o.Audience = \"orders\"; }); builder.Services.AddAuthorization();";

    private static readonly Setup CodeFirst = Setup.Usual with { CodeFirst = true };

    [Theory]
    [InlineData(Id + "logger.LogInformation(id); " + On)]
    [InlineData("logger.LogInformation(\"Mail {Mail}\", context.RequestHeaders.GetValue(\"from\") is { } mail ? mail.Trim() : \"-\"); " + On)]
    [InlineData("foreach (var header in context.RequestHeaders) logger.LogInformation(\"{Key}\", header.Key); " + On)]
    [InlineData("Write(context.RequestHeaders, \"caller-user\"); " + On)]
    [InlineData(Id + "if (id != null) accounts.SetAccount(id); " + On)]
    [InlineData(Id + "if (id is { Length: > 0 }) { accounts.SetAccount(id); } var response = await continuation(request, context); return response;")]
    [InlineData("try { " + On + " } catch (AccountMissingException e) { throw new RpcException(new Status(StatusCode.PermissionDenied, e.Message)); }")]
    [InlineData("if (request is null) throw new RpcException(new Status(StatusCode.InvalidArgument, \"\")); " + Id + "logger.LogInformation(id); " + On)]
    public Task An_interceptor_refuses_nobody_by_what_it_reads(string code) => Verify.Silent(With(code));

    [Theory]
    [InlineData(Id + "if (id == null) throw new RpcException(new Status(StatusCode.Unauthenticated, \"\")); " + On)]
    [InlineData(Id + "if (id == null) throw new InvalidOperationException(); " + On)]
    [InlineData(Id + "accounts.SetAccount(id ?? throw new InvalidOperationException()); " + On)]
    [InlineData(Id + "if (id == null) return null!; " + On)]
    [InlineData(Id + "if (id != null) " + On + " throw new InvalidOperationException();")]
    [InlineData(Id + "if (id != null) return await continuation(request, context); return null!;")]
    [InlineData(Id + "if (id == null) context.Status = new Status(StatusCode.NotFound, \"\"); " + On)]
    [InlineData(Id + "_ = accounts.Find(id!); " + On)]
    [InlineData(Id + "Func<Task<TResponse>> next = async () => { if (id == null) return null!; " + On + " }; return await next();")]
    [InlineData("accounts.SetAccount(context.RequestHeaders.GetValue(\"x-ticket\")!); " + On)]
    [InlineData("accounts.SetAccount(context.RequestHeaders.GetValue(context.Method)!); " + On)]
    [InlineData("accounts.SetAccount(context.RequestHeaders.First().Value); " + On)]
    [InlineData("Demand(context.RequestHeaders, \"caller-user\"); " + On)]
    [InlineData(Id + "logger.LogInformation(id); return null!;")]
    [InlineData("try { " + On + " } catch (UnauthorizedAccessException e) { throw new RpcException(new Status(StatusCode.PermissionDenied, e.Message)); }")]
    [InlineData("try { " + On + " } catch (Exception e) { throw new RpcException(new Status(StatusCode.Unauthenticated, e.Message)); }")]
    public Task An_interceptor_may_refuse_callers(string code) => Verify.Reports(With(code, isReported: true));

    [Theory]
    [InlineData("logger.LogInformation($\"Connection {context.GetHttpContext().Connection.Id}\"); return Task.FromResult(new Order());")]
    [InlineData("var http = context.GetHttpContext(); logger.LogInformation(http.TraceIdentifier); return Task.FromResult(new Order { Id = http.Connection.Id });")]
    [InlineData("var user = context.GetHttpContext().User; return Task.FromResult(new Order { Id = user.Identity?.Name ?? \"nobody\" });")]
    [InlineData("var token = request.Id; return Task.FromResult(new Order { Id = token });")]
    public Task A_service_refuses_nobody_by_what_it_reads(string code) => Verify.Silent(With(service: code));

    [Theory]
    [InlineData("return context.GetHttpContext().User.Identity!.IsAuthenticated ? Task.FromResult(new Order()) : throw new InvalidOperationException();")]
    [InlineData("if (context.GetHttpContext().Connection.Id == \"\") throw new InvalidOperationException(); return Task.FromResult(new Order());")]
    [InlineData("TokenCheck.Run(request); return Task.FromResult(new Order()); } private static class TokenCheck { public static void Run(OrderRequest request) { }")]
    public Task A_service_may_refuse_callers(string code) => Verify.Reports(With(service: code, isReported: true));

    [Theory]
    [InlineData("app.Use(async (context, next) => { Console.WriteLine(context.Request.Headers[\"x-trace\"]); await next(context); });", false)]
    [InlineData("app.Use(async (context, next) => { if (context.Request.Headers.ContainsKey(\"x-trace\")) await next(context); });", true)]
    [InlineData("app.Use(async (context, next) => { if (context.Request.Headers.Count == 0) context.Response.StatusCode = 400; await next(context); });", true)]
    public Task A_middleware_reads_headers(string code, bool isReported) => Judge(With(middleware: code, isReported: isReported), isReported);

    /// <summary>One method asks, and the other is open. Nothing of the class is shared.</summary>
    [Fact]
    public Task Only_another_method_asks_for_authorization() => Verify.Silent(
        With().Replace("builder.Services.AddGrpc(", Authorized + "builder.Services.AddGrpc(").Replace(
            "public string Unused => logger.ToString()!;",
            "[Authorize] public override Task ListOrders(OrderRequest request, IServerStreamWriter<Order> responses, ServerCallContext context) { "
                + "logger.LogInformation(context.GetHttpContext().User.Identity!.Name); return Task.CompletedTask; }"));

    [Theory]
    [InlineData("services => { var desk = new Desk(services.GetRequiredService<ILogger<Desk>>()); return Orders.BindService(desk); }", false)]
    [InlineData("services => Orders.BindService(new Desk(services.GetRequiredService<ILogger<Desk>>()))", false)]
    [InlineData("services => Orders.BindService(services.GetRequiredService<Orders.OrdersBase>())", true)]
    public Task The_service_is_made_by_a_factory(string factory, bool isReported) => Judge(
        With(isReported: isReported).Replace("app.MapGrpcService<Desk>();", "app.MapGrpcService(" + factory + ");"), isReported);

    /// <summary>A service that holds what may check a caller does so where an RPC uses it.</summary>
    [Theory]
    [InlineData("return Task.FromResult(new Order());", false)]
    [InlineData("check.Run(request); return Task.FromResult(new Order());", true)]
    public Task A_service_is_given_what_may_check(string code, bool isReported) => Judge(
        With(service: code, isReported: isReported).Replace("Desk(ILogger<Desk> logger)", "Desk(ILogger<Desk> logger, ITokenCheck check)")
            .Replace("public string Unused => logger.ToString()!;", "public override Task ListOrders(OrderRequest request, IServerStreamWriter<Order> responses, ServerCallContext context) { check.Run(request); logger.LogInformation(\"\"); return Task.CompletedTask; }")
            + "\n\npublic interface ITokenCheck { void Run(OrderRequest request); }", isReported);

    [Fact]
    public Task What_may_check_has_an_alias() => Verify.Reports(
        "using Gate = TokenCheck;\n" + With(service: "Gate.Run(request); return Task.FromResult(new Order());", isReported: true)
            + "\n\npublic static class TokenCheck { public static void Run(OrderRequest request) { } }");

    [Theory]
    [InlineData("", false)]
    [InlineData("if (Context.CallContext.RequestHeaders.Count == 0) throw new InvalidOperationException();", true)]
    [InlineData("", true, "o => o.GlobalStreamingHubFilters.Add(new object())")]
    public Task A_streaming_hub_is_one_call(string code, bool isReported, string options = "")
    {
        var program = $$"""
        using Grpc.Net.Client;
        using MagicOnion;
        using MagicOnion.Client;
        using MagicOnion.Server;
        using MagicOnion.Server.Hubs;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        public static class Program
        {
            public static async Task Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddMagicOnion({{options}});
                var app = builder.Build();
                app.MapMagicOnionService();
                app.Run();
                _ = await {{(isReported ? "{|GRPCAUTH1001:StreamingHubClient.ConnectAsync<IChat, IReceiver>|}" : "StreamingHubClient.ConnectAsync<IChat, IReceiver>")}}(
                    GrpcChannel.ForAddress("https://chat.invalid"), null!);
            }
        }

        public interface IReceiver { }

        public interface IChat : IStreamingHub<IChat, IReceiver> { Task JoinAsync(string room); }

        public sealed class Chat : StreamingHubBase<IChat, IReceiver>, IChat { public Task JoinAsync(string room) { {{code}} return Task.CompletedTask; } }
        """;
        return isReported ? Verify.Reports(program, CodeFirst) : Verify.Silent(program, CodeFirst);
    }
}
