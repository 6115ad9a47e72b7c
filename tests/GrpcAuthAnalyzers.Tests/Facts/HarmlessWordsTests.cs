using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;
using static GrpcAuthAnalyzers.Tests.Facts.ReadingServer;

namespace GrpcAuthAnalyzers.Tests.Facts;

/// <summary>Words of code that may check a caller, in code that checks none.</summary>
public sealed class HarmlessWordsTests
{
    private const string Answer = "return Task.FromResult(new Order());";

    private const string Types = """

        public sealed class TokenBox
        {
            public const string TokenLabel = "id";

            public TokenBox? Inner { get; set; }

            public string Token { get; set; } = "";

            public bool Check(OrderRequest request) => request.Id == Token;

            public static bool CheckAll(OrderRequest request) => request.Id.Length > 0;
        }
        """;

    [Theory]
    [InlineData("logger.LogInformation(\"{Value}\", new { Token = request.Id }); " + Answer)]
    [InlineData("TokenBox box = new(); logger.LogInformation(box.Token); " + Answer)]
    [InlineData("var box = new TokenBox(); logger.LogInformation(box.Inner!.Token); " + Answer)]
    [InlineData("logger.LogInformation(TokenBox.TokenLabel); " + Answer)]
    [InlineData("logger.LogInformation(typeof(TokenBox).Name); " + Answer)]
    [InlineData("Func<string, int> size = token => token.Length; logger.LogInformation(\"{Size}\", size(request.Id)); " + Answer)]
    [InlineData("if (new TokenBox() is { Token: \"\" }) logger.LogInformation(\"empty\"); " + Answer)]
    [InlineData("var tokens = request.Id.Split(' '); return Task.FromResult(new Order { Id = tokens[0] });")]
    public Task A_word_names_a_value_or_a_type(string code) => Verify.Silent(With(service: code) + Types);

    [Theory]
    [InlineData("if (!new TokenBox().Check(request)) return Task.FromResult(new Order { Id = \"\" }); " + Answer)]
    [InlineData("if (!TokenBox.CheckAll(request)) return Task.FromResult(new Order { Id = \"\" }); " + Answer)]
    [InlineData("var tokenBox = new TokenBox(); if (!tokenBox.Check(request)) throw new InvalidOperationException(); " + Answer)]
    [InlineData("var known = context.GetHttpContext().User.HasClaim(\"scope\", \"orders\"); return Task.FromResult(new Order { Id = known ? request.Id : \"\" });")]
    [InlineData("logger.LogInformation(\"{Verified}\", context.GetHttpContext().Connection.ClientCertificate!.Verify()); " + Answer)]
    [InlineData("var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(context.RequestHeaders.GetValue(\"x-account-id\")!)); " + Answer)]
    [InlineData("context.Status = new Status(StatusCode.PermissionDenied, \"\"); " + Answer)]
    public Task A_word_may_check(string code) => Verify.Reports(With(service: code, isReported: true) + Types);

    [Theory]
    [InlineData("var seen = context.RequestHeaders.GetValue(\"x-account-id\"); await Task.Yield(); logger.LogInformation(seen); return new Order();")]
    [InlineData("await Task.Yield(); logger.LogInformation(Convert.ToString(context.Peer) + context.AuthContext.PeerIdentityPropertyName); return new Order();")]
    public Task An_asynchronous_service_that_logs(string code) =>
        Verify.Silent(With(service: code).Replace("public override Task<Order> GetOrder", "public override async Task<Order> GetOrder"));

    [Theory]
    [InlineData("AccountMissingException", false)]
    [InlineData("RpcException", true)]
    [InlineData("SystemException", true)]
    [InlineData("ApplicationException", true)]
    public Task An_error_of_other_code_becomes_a_status(string exception, bool isReported) => Judge(
        With("try { " + On + " } catch (" + exception + " e) { throw new RpcException(new Status(StatusCode.PermissionDenied, e.Message)); }", isReported: isReported),
        isReported);

    [Fact]
    public Task A_catch_around_what_does_not_go_on() => Verify.Reports(With(
        "try { logger.LogInformation(\"\"); } catch (AccountMissingException e) { throw new RpcException(new Status(StatusCode.PermissionDenied, e.Message)); } " + On,
        isReported: true));

    [Theory]
    [InlineData("private string Who() => accessor.HttpContext!.TraceIdentifier;", false)]
    [InlineData("private string Who() => accessor.HttpContext!.User.Identity!.IsAuthenticated ? \"\" : throw new InvalidOperationException();", true)]
    public Task A_method_without_parameters(string member, bool isReported) => Judge(
        With(isReported: isReported).Replace("Desk(ILogger<Desk> logger)", "Desk(ILogger<Desk> logger, IHttpContextAccessor accessor)")
            .Replace("public string Unused => logger.ToString()!;", "public string Unused => Who() + logger;\n" + member), isReported);
}
