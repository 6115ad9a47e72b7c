using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>GRPCAUTH3006: which scoped classes can hold something of one user, by what others can give them.</summary>
public sealed class CredentialScopeCapturedStateTests
{
    [Theory]
    [InlineData("", "public string Token { get; set; } = \"\";")]
    [InlineData("", "public string Token { get; internal set; } = \"\";")]
    [InlineData("", "private string _token = \"\"; public string Token => _token; internal void Use(string? token) => _token = token ?? \"\";")]
    [InlineData("", "private string _token = \"\"; public string Token => _token; public void Use(object token) { if (token is not null) { this._token = (string)token; } }")]
    [InlineData("", "private string _token = \"\"; public string Token { get => _token; set => _token = value; }")]
    [InlineData("Microsoft.AspNetCore.Components.Authorization.AuthenticationStateProvider provider", "public string Token => provider.ToString()!;")]
    [InlineData("Inner inner", "public string Token => inner.Text;")]
    [InlineData("IHttpContextAccessor accessor", "private readonly string _token = accessor.HttpContext!.Request.Headers.Authorization.ToString(); public string Token => _token;")]
    public Task One_that_others_can_give_a_token(string parameters, string members) =>
        Verify.Reports(Program(parameters, members, "services.AddScoped<State>();", "{|GRPCAUTH3006:AddHttpMessageHandler<StateHandler>|}()"));

    [Theory]
    [InlineData("", "public string Token { get; init; } = Environment.MachineName;")]
    [InlineData("", "public string Token { get; private set; } = Environment.MachineName;")]
    [InlineData("", "public static string Current { get; set; } = \"\"; public string Token => Current;")]
    [InlineData("", "public string Token { get => Environment.MachineName; set => Console.WriteLine(value); }")]
    [InlineData("", "private string _token = Environment.MachineName; public string Token => _token; private void Use(string token) => _token = token; public void Start() => Use(Environment.UserName);")]
    [InlineData("", "private static string s_token = Environment.MachineName; public string Token => s_token; public static void Use(string token) => s_token = token;")]
    [InlineData("", "private CancellationToken _stop; public string Token => Environment.MachineName + _stop; public void Use(CancellationToken stop) => _stop = stop;")]
    [InlineData("", "public string Token => Environment.MachineName; public void Log(string text) { var copy = text; Console.WriteLine(copy); }")]
    [InlineData("IHttpContextAccessor accessor", "private readonly Lazy<string> _token = new(() => accessor.HttpContext!.Request.Headers.Authorization.ToString()); public string Token => _token.Value;")]
    [InlineData("Plain plain", "public string Token => plain.ToString()!;")]
    public Task One_that_nobody_can(string parameters, string members) =>
        Verify.Silent(Program(parameters, members, "services.AddScoped<State>();", "AddHttpMessageHandler<StateHandler>()"));

    [Theory]
    [InlineData("services.AddScoped(sp => new State { Text = sp.GetRequiredService<IHttpContextAccessor>().HttpContext!.Request.Headers.Authorization.ToString() });", true)]
    [InlineData("services.AddScoped(sp => new State { Text = Environment.MachineName });", false)]
    public Task A_factory_that_reads_the_request(string registration, bool isReported)
    {
        var program = Program("", "public string Text { get; init; } = \"\"; public string Token => Text;", registration, isReported ? "{|GRPCAUTH3006:AddHttpMessageHandler<StateHandler>|}()" : "AddHttpMessageHandler<StateHandler>()");
        return isReported ? Verify.Reports(program) : Verify.Silent(program);
    }

    private static string Program(string parameters, string members, string registration, string added) => $$"""
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Inner
        {
            public string Text { get; set; } = "";
        }

        public sealed class Plain;

        public sealed class State({{parameters}})
        {
            {{members}}
        }

        public sealed class StateHandler(State state) : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new("Bearer", state.Token);
                return base.SendAsync(request, cancellationToken);
            }
        }

        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddHttpContextAccessor();
                services.AddScoped<Inner>().AddScoped<Plain>();
                {{registration}}
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).{{added}};
            }
        }
        """;
}
