using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules;

/// <summary>Every rule that asks whether something belongs to one request has the same list of types, and takes no type of the user for one of them.</summary>
public sealed class RequestTypesTests
{
    /// <summary>Libraries that the tests do not refer to, and types of the user with known names.</summary>
    private const string Others = """

        namespace MassTransit
        {
            public interface ConsumeContext;
            public interface ConsumeContext<T> : ConsumeContext;
        }

        namespace Microsoft.Azure.Functions.Worker
        {
            public abstract class FunctionContext;
        }

        namespace Acme
        {
            public class HttpContext;
            public class ServerCallContext;
            public class ClaimsPrincipal;
            public interface ConsumeContext;
        }
        """;

    public static TheoryData<string> OfOneRequest =>
    [
        "Grpc.Core.ServerCallContext", "Microsoft.AspNetCore.Http.HttpContext", "Microsoft.AspNetCore.Http.DefaultHttpContext",
        "Microsoft.AspNetCore.Http.HttpRequest", "Microsoft.AspNetCore.SignalR.HubCallerContext", "Microsoft.AspNetCore.SignalR.HubInvocationContext",
        "System.Security.Claims.ClaimsPrincipal", "System.Security.Claims.ClaimsIdentity", "MassTransit.ConsumeContext",
        "MassTransit.ConsumeContext<string>", "Microsoft.Azure.Functions.Worker.FunctionContext",
    ];

    public static TheoryData<string> OfUser => ["Acme.HttpContext", "Acme.ServerCallContext", "Acme.ClaimsPrincipal", "Acme.ConsumeContext"];

    [Theory]
    [MemberData(nameof(OfOneRequest))]
    public Task An_object_that_code_for_a_request_makes_keeps_nothing_long(string type) => Verify.Silent(Kept(type, "new"));

    [Theory]
    [MemberData(nameof(OfUser))]
    [InlineData("Microsoft.AspNetCore.Http.IHttpContextAccessor")]
    public Task An_object_that_other_code_makes_keeps_its_metadata(string type) => Verify.Reports(Kept(type, "{|GRPCAUTH3001:new"));

    [Theory]
    [MemberData(nameof(OfOneRequest))]
    [InlineData("Microsoft.AspNetCore.Http.IHttpContextAccessor")]
    [InlineData("Microsoft.AspNetCore.Http.HttpContextAccessor")]
    public Task A_credential_of_a_request_is_not_the_same_at_each_call(string type) => Verify.Silent(
        ByHand(type, "orders.GetOrder", "orders.ListOrders"),
        // The text of the object is no token, which is another defect.
        new Setup { EditorConfig = "dotnet_diagnostic.GRPCAUTH4004.severity = none" });

    [Theory]
    [MemberData(nameof(OfUser))]
    public Task A_credential_of_an_object_of_the_user_is_the_same_at_each_call(string type) =>
        Verify.Reports(ByHand(type, "{|GRPCAUTH1004:orders.GetOrder|}", "{|#0:orders.ListOrders|}"));

    [Theory]
    [MemberData(nameof(OfOneRequest))]
    [InlineData("Microsoft.AspNetCore.Http.IHttpContextAccessor")]
    [InlineData("Microsoft.Extensions.Configuration.IConfiguration")]
    public Task A_token_that_is_forwarded_where_the_request_has_one(string type) => Verify.Silent(Forwarded(type, "token != null"));

    [Theory]
    [MemberData(nameof(OfUser))]
    public Task A_token_of_an_object_of_the_user_is_missed(string type) => Verify.Reports(Forwarded(type, "{|GRPCAUTH1010:token != null|}"));

    [Fact]
    public Task An_accessor_of_the_user_finds_no_request() => Verify.Silent(Freshness.CredentialScopeCapturedTests.Usings + $$"""
        public interface IOwnAccessor
        {
            string HttpContext { get; }
        }

        public class OfAccessor
        {
            private readonly string _token;

            public OfAccessor(IOwnAccessor accessor) => _token = accessor.HttpContext;

            public string GetToken() => _token;
        }

        public class RequestAuth(OfAccessor request) : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata();
                {{EveryKind.Copy}}
                headers.Add("authorization", request.GetToken());
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddScoped<OfAccessor>();
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).AddInterceptor<RequestAuth>();
            }
        }
        """);

    private static string Kept(string type, string creation) => $$"""
        public static class Front
        {
            public static Service For(Orders.OrdersClient client, {{type}} request, string token) => new(client, token + request);
        }

        public sealed class Service(Orders.OrdersClient client, string token)
        {
            private readonly Metadata _headers = {{creation}} Metadata { { "authorization", "Bearer " + token } }{{(creation == "new" ? "" : "|}")}};

            public Order Get() => client.GetOrder(new OrderRequest(), _headers);
        }
        """ + Others;

    private static string ByHand(string type, string first, string second) => $$"""
        public sealed class Desk(Orders.OrdersClient orders, {{type}} request)
        {
            public Order Get() => {{first}}(new OrderRequest(), new Metadata { { "authorization", "Bearer " + request } });

            public object List() => {{second}}(new OrderRequest(), new Metadata { { "authorization", "Bearer " + request } });
        }
        """ + Others;

    private static string Forwarded(string type, string condition) => $$"""
        public static class Program
        {
            public static CallCredentials Create({{type}} request) => CallCredentials.FromInterceptor(async (context, metadata) =>
            {
                await Task.Yield();
                var token = ReadToken(request);
                if ({{condition}})
                    metadata.Add("authorization", token);
            });

            private static string? ReadToken({{type}} request) => request.ToString();
        }
        """ + Others;
}
