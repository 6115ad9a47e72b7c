using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;
using static GrpcAuthAnalyzers.Tests.Facts.ReadingServer;

namespace GrpcAuthAnalyzers.Tests.Facts;

/// <summary>Whether a server may check its callers by code of its own.</summary>
public sealed class OwnCheckTests
{
    private const string Unused = "public string Unused => logger.ToString()!;";

    private const string Checking = """
        public override Task ListOrders(OrderRequest request, IServerStreamWriter<Order> responses, ServerCallContext context) =>
            context.GetHttpContext().User.Identity!.IsAuthenticated ? Task.CompletedTask : throw new InvalidOperationException();
        """;

    private const string Checks = """

        public interface ITokenCheck { void Run(OrderRequest request); }

        public interface IStore { string Find(string id); }

        public sealed class TokenOptions { public int Size { get; set; } }

        public static class TokenChecks { public static ITokenCheck Make() => null!; }
        """;

    /// <summary>A header without which the caller is refused, though it is no credential by its name.</summary>
    [Theory]
    [InlineData("race-duration", false)]
    [InlineData("ideal-size", false)]
    [InlineData("keynote-size", false)]
    [InlineData("mailbox-id", true)]
    [InlineData("pubkey", true)]
    [InlineData("user-mail", true)]
    [InlineData("the-user-mail", true)]
    [InlineData("account-mail", true)]
    [InlineData("the-account-mail", true)]
    [InlineData("x-tenant", true)]
    [InlineData("x-ticket", true)]
    public Task A_service_demands_a_header(string header, bool isReported) => Judge(
        With(service: $"_ = context.RequestHeaders.GetValue(\"{header}\") ?? throw new InvalidOperationException(); return Task.FromResult(new Order());", isReported: isReported), isReported);

    [Fact]
    public Task A_service_demands_a_header_whose_name_is_not_written_there() => Verify.Reports(
        With(service: "_ = context.RequestHeaders.GetValue(typeof(Desk).Name) ?? throw new InvalidOperationException(); return Task.FromResult(new Order());", isReported: true));

    [Theory]
    [InlineData("return Task.FromResult(new Order { Id = Store.Current?.ListOrders(request) ?? \"\" });", false)]
    [InlineData("return Task.FromResult(new Order { Id = new ListOrders.Query().Id });", false)]
    [InlineData("return Task.FromResult(new Order { Id = new ListOrders().Id });", false)]
    [InlineData("this.ListOrders(request, null!, context); return Task.FromResult(new Order());", true)]
    [InlineData("ListOrders(request, null!, context); return Task.FromResult(new Order());", true)]
    public Task Another_method_that_checks_is_called_or_something_of_its_name(string service, bool isReported) => Judge(
        With(service: service, isReported: isReported).Replace(Unused, Unused + Checking) + """


        public sealed class Store { public static Store? Current { get; set; } public string ListOrders(OrderRequest request) => request.Id; }

        public sealed class ListOrders { public string Id { get; set; } = ""; public sealed class Query { public string Id { get; set; } = ""; } }
        """, isReported);

    [Theory]
    [InlineData("public Task Both(OrderRequest request, ServerCallContext context) => ListOrders(request, null!, context);", true)]
    [InlineData("public override Task ListOrders(OrderRequest request, IServerStreamWriter<Order> responses, ServerCallContext context) => base.ListOrders(request, responses, context);", false)]
    [InlineData("protected void Check(ServerCallContext context) { if (context.RequestHeaders.Count == 0) throw new InvalidOperationException(); }", true)]
    public Task A_base_class_of_the_service(string member, bool isReported) => Judge(
        With(isReported: isReported).Replace(Unused, Unused + (member.Contains("Both", System.StringComparison.Ordinal) ? Checking : "")).Replace("Desk(ILogger<Desk> logger) : Orders.OrdersBase", "Desk(ILogger<Desk> logger) : DeskBase")
            + "\n\npublic abstract class DeskBase : Orders.OrdersBase\n{\n" + member + "\n}", isReported);

    [Theory]
    [InlineData("TokenDeskBase", "public abstract class TokenDeskBase : Orders.OrdersBase;", false)]
    [InlineData("DeskBase<TokenOptions>", "public abstract class DeskBase<T> : Orders.OrdersBase where T : new() { protected T Options { get; } = new(); }", true)]
    public Task A_base_class_has_a_word_in_its_name(string name, string type, bool isReported) => Judge(
        With(isReported: isReported).Replace("Desk(ILogger<Desk> logger) : Orders.OrdersBase", "Desk(ILogger<Desk> logger) : " + name) + "\n\n" + type + Checks, isReported);

    [Fact]
    public Task A_base_class_of_another_assembly_may_check() => Verify.Reports(
        With(isReported: true).Replace("Desk(ILogger<Desk> logger) : Orders.OrdersBase", "Desk(ILogger<Desk> logger) : CompanyDesk"),
        new Setup { Library = "public abstract class CompanyDesk : Acme.Orders.Orders.OrdersBase { }" });

    [Theory]
    [InlineData("Desk")]
    [InlineData("AuthDesk")]
    public Task A_constructor_that_does_something(string name) => Verify.Silent(With()
        .Replace("Desk(ILogger<Desk> logger) : Orders", "Desk : Orders")
        .Replace(Unused, "private int _calls; public Desk(ILogger<Desk> logger) { _calls = logger.GetHashCode() + 1; } public int Calls => _calls;")
        .Replace("Desk>", name + ">").Replace("class Desk", "class " + name).Replace("public Desk(", "public " + name + "("));

    [Theory]
    [InlineData("private readonly ITokenCheck _check; public Desk(ITokenCheck check) { _check = check; }", "return Task.FromResult(new Order());", false)]
    [InlineData("private readonly ITokenCheck _tokens; public Desk(ITokenCheck tokens) { _tokens = tokens; }", "return Task.FromResult(new Order());", false)]
    [InlineData("private readonly ITokenCheck _tokens; public Desk(ITokenCheck tokens) { _tokens = tokens; Console.WriteLine(_tokens); }", "return Task.FromResult(new Order());", true)]
    [InlineData("private readonly ITokenCheck _check; public Desk(ITokenCheck check) { _check = check ?? throw new ArgumentNullException(nameof(check)); }", "return Task.FromResult(new Order());", false)]
    [InlineData("private readonly ITokenCheck _check; public Desk(ITokenCheck check) { _check = check ?? TokenChecks.Make(); }", "return Task.FromResult(new Order());", true)]
    [InlineData("private readonly ITokenCheck _check; public Desk(ITokenCheck check) { _check = check; Console.WriteLine(check); }", "return Task.FromResult(new Order());", false)]
    [InlineData("private readonly ITokenCheck _check; public Desk(ITokenCheck check) { _check = check; }", "_check.Run(request); return Task.FromResult(new Order());", true)]
    [InlineData("private readonly ITokenCheck _check; public Desk(ITokenCheck check) { _check = check; }", "Console.WriteLine(\"_check\"); return Task.FromResult(new Order());", false)]
    [InlineData("private readonly IStore _store; private readonly int _retries = 3; public Desk(IStore store) { _store = store; }", "return Task.FromResult(new Order { Id = _store.Find(request.Id) + _retries });", false)]
    [InlineData("private ITokenCheck? _first, _second = TokenChecks.Make();", "return Task.FromResult(new Order());", true)]
    [InlineData("private ITokenCheck? _first, _second = null;", "return Task.FromResult(new Order());", false)]
    [InlineData("private readonly Microsoft.Extensions.Options.IOptions<TokenOptions> _settings; public Desk(Microsoft.Extensions.Options.IOptions<TokenOptions> settings) { _settings = settings; }", "return Task.FromResult(new Order { Id = _settings.Value.Size.ToString() });", false)]
    [InlineData("private readonly ILogger<TokenOptions> _log; public Desk(ILogger<TokenOptions> log) { _log = log; }", "_log.LogInformation(request.Id); return Task.FromResult(new Order());", false)]
    [InlineData("private readonly List<TokenOptions> _all; public Desk(List<TokenOptions> all) { _all = all; }", "return Task.FromResult(new Order { Id = _all.Count > 3 ? request.Id : \"\" });", true)]
    public Task A_service_holds_what_may_check(string members, string code, bool isReported) => Judge(
        With(service: code, isReported: isReported).Replace("Desk(ILogger<Desk> logger)", "Desk").Replace(Unused, members) + Checks, isReported);

    [Theory]
    [InlineData(" : Microsoft.EntityFrameworkCore.DbContext", false)]
    [InlineData("", true)]
    public Task A_primary_constructor_gets_stored_data(string bases, bool isReported) => Judge(
        With(service: "return Task.FromResult(new Order { Id = authentication.Find(request.Id) });", isReported: isReported)
            .Replace("Desk(ILogger<Desk> logger)", "Desk(ILogger<Desk> logger, AuthenticationContext authentication)")
        + "\n\npublic sealed class AuthenticationContext" + bases + " { public string Find(string id) => id; }\n\nnamespace Microsoft.EntityFrameworkCore { public class DbContext { } }", isReported);

    [Theory]
    [InlineData("o => o.Interceptors.Add<Reading>()", false)]
    [InlineData("o => o.Interceptors.Add(typeof(Reading))", false)]
    [InlineData("o => o.Interceptors.Add(Type.GetType(args[0])!)", true)]
    [InlineData("o => o.Interceptors.Add<Company>()", true)]
    public Task An_interceptor_whose_code_is_seen_or_not(string options, bool isReported) => Judge(
        With(isReported: isReported).Replace("o => o.Interceptors.Add<Reading>()", options), isReported,
        new Setup { Library = "public sealed class Company : Grpc.Core.Interceptors.Interceptor { }" });

    [Theory]
    [InlineData("new Cache().Use(text => TokenChecks.Make() is null ? 0 : text.Length);", false)]
    [InlineData("app.UseWhen(http => http.User.Identity!.IsAuthenticated, branch => branch.Use(async (c, next) => await next(c)));", true)]
    [InlineData("app.MapWhen(http => http.Request.Headers.Authorization.Count == 0, branch => { });", true)]
    public Task A_delegate_that_is_given(string code, bool isReported) => Judge(
        With(middleware: code, isReported: isReported) + "\n\npublic sealed class Cache { public int Use(Func<string, int> read) => read(\"\"); }" + Checks, isReported);

    [Fact]
    public Task A_service_whose_contract_is_source() => Verify.Silent(With(), new Setup { GeneratedContracts = true });

    /// <summary>Two servers, or two classes, answer the same RPC.</summary>
    [Theory]
    [InlineData("", false)]
    [InlineData("[Authorize] ", true)]
    public Task Two_classes_answer_an_rpc(string attribute, bool isReported) => Judge(
        With(middleware: "app.MapGrpcService<Other>();", isReported: isReported)
            .Replace("builder.Services.AddGrpc(", "builder.Services.AddAuthentication(\"Bearer\").AddJwtBearer(o => { o.Authority = \"https://login.invalid\"; o.Audience = \"orders\"; }); builder.Services.AddAuthorization(); builder.Services.AddGrpc(")
            .Replace("app.MapGrpcService<Desk>();", "app.MapGrpcService<Desk>().AllowAnonymous();")
            .Replace("app.MapGrpcService<Other>();", isReported ? "app.MapGrpcService<Other>();" : "app.MapGrpcService<Other>().AllowAnonymous();")
        + "\n\n" + attribute + "public sealed class Other : Orders.OrdersBase { public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order()); }", isReported);
}
