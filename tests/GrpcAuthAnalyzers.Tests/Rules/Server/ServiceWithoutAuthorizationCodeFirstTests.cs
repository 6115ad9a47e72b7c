using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Server;

/// <summary>6001 and 6002 where MagicOnion or ServiceModel.Grpc serves the calls.</summary>
public sealed class ServiceWithoutAuthorizationCodeFirstTests
{
    private const string Orders = "public sealed class OrderFinder : ServiceBase<IOrderService>, IOrderService { public UnaryResult<string> FindAsync(string id) => new(id); }";

    private static readonly Setup CodeFirst = new() { CodeFirst = true };

    private static string MagicOnion(string map, string types, string services = Servers.Bearer, string add = "") => "using MagicOnion;\nusing MagicOnion.Server;\n"
        + Servers.With($"builder.Services.AddMagicOnion({add}); {services}", map, """

            public interface IOrderService : IService<IOrderService> { UnaryResult<string> FindAsync(string id); }

            public interface IAccountService : IService<IAccountService> { UnaryResult<string> SignInAsync(string name, string password); }

            public sealed class CheckedAttribute : MagicOnionFilterAttribute { }

            """ + types);

    [Theory]
    [InlineData("{|GRPCAUTH6001:app.MapMagicOnionService()|};")]
    [InlineData("{|GRPCAUTH6001:app.MapMagicOnionService<OrderFinder>()|};")]
    [InlineData("{|GRPCAUTH6001:app.MapMagicOnionService(typeof(OrderFinder))|};")]
    public Task MagicOnion_maps_a_service_that_asks_for_nothing(string map) => Verify.Reports(
        MagicOnion(map, Orders), CodeFirst, severity: DiagnosticSeverity.Warning,
        message: "'OrderFinder' answers callers without a credential: nothing asks for authorization");

    [Theory]
    [InlineData("app.MapMagicOnionService();", "[Authorize] " + Orders)]
    [InlineData("app.MapMagicOnionService();", "[AllowAnonymous] " + Orders)]
    [InlineData("app.MapMagicOnionService();", "[Checked] " + Orders)]
    [InlineData("app.MapMagicOnionService().RequireAuthorization();", Orders)]
    [InlineData("app.MapMagicOnionService(typeof(OrderFinder).Assembly);", Orders)]
    [InlineData("app.MapMagicOnionService();", "public sealed class AccountService : ServiceBase<IAccountService>, IAccountService { public UnaryResult<string> SignInAsync(string name, string password) => new(name); }")]
    [InlineData("app.MapMagicOnionService();", "public sealed class OrderFinder : ServiceBase<IOrderService>, IOrderService { [Authorize] public UnaryResult<string> FindAsync(string id) => new(id); }")]
    public Task MagicOnion_maps_a_service_that_asks_is_meant_to_be_open_or_has_a_filter(string map, string types) => Verify.Silent(MagicOnion(map, types), CodeFirst);

    [Theory]
    [InlineData("GlobalFilters")]
    [InlineData("GlobalStreamingHubFilters")]
    public Task A_filter_for_every_service_may_check(string filters) => Verify.Silent(
        MagicOnion("app.MapMagicOnionService();", Orders, add: "options => options." + filters + ".Add(new CheckedAttribute())"), CodeFirst);

    [Fact]
    public Task One_call_that_maps_several_services_is_reported_once() => Verify.Reports(
        MagicOnion("{|GRPCAUTH6001:app.MapMagicOnionService()|};", Orders + """

            public interface IMailService : IService<IMailService> { UnaryResult<string> ReadAsync(string id); }

            public sealed class MailReader : ServiceBase<IMailService>, IMailService { public UnaryResult<string> ReadAsync(string id) => new(id); }
            """), CodeFirst);

    [Fact]
    public Task MagicOnion_maps_a_service_that_cannot_be_authorized() => Verify.Reports(
        MagicOnion("{|GRPCAUTH6002:app.MapMagicOnionService()|};", "[Authorize] " + Orders, "builder.Services.AddAuthorization();"), CodeFirst,
        message: "No call of 'OrderFinder' is authorized: no authentication scheme is registered, so that every call fails");

    [Fact]
    public Task All_services_are_not_closed_by_a_fix() => Verify.NotFixable(MagicOnion("{|GRPCAUTH6001:app.MapMagicOnionService()|};", Orders), CodeFirst);

    [Fact]
    public Task One_service_is() => Verify.Fixes(
        MagicOnion("{|GRPCAUTH6001:app.MapMagicOnionService<OrderFinder>()|};", Orders),
        MagicOnion("app.MapMagicOnionService<OrderFinder>().RequireAuthorization();", Orders), CodeFirst);

    private static string ServiceModel(string map, string attribute = "", string services = Servers.Bearer, string method = "FindAsync") =>
        "using System.ServiceModel;\n" + Servers.With(services, map, $$"""

            [ServiceContract]
            public interface IOrderService { [OperationContract] Task<string> {{method}}(string id); }

            {{attribute}}
            public sealed class FoundOrders : IOrderService { public Task<string> {{method}}(string id) => Task.FromResult(id); }
            """);

    [Fact]
    public Task ServiceModel_maps_a_service_that_asks_for_nothing() =>
        Verify.Reports(ServiceModel("{|GRPCAUTH6001:app.MapGrpcService<FoundOrders>()|};"), CodeFirst, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task ServiceModel_maps_a_service_that_cannot_be_authorized() => Verify.Reports(
        ServiceModel("{|GRPCAUTH6002:app.MapGrpcService<FoundOrders>()|};", "[Authorize]", "builder.Services.AddAuthorization();"), CodeFirst);

    [Theory]
    [InlineData("[Authorize]", "FindAsync")]
    [InlineData("", "SignInAsync")]
    public Task ServiceModel_maps_a_service_that_asks_or_signs_in(string attribute, string method) =>
        Verify.Silent(ServiceModel("app.MapGrpcService<FoundOrders>();", attribute, method: method), CodeFirst);
}
