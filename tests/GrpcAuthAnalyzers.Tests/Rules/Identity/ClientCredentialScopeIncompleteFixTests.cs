using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Identity;

public sealed class ClientCredentialScopeIncompleteFixTests
{
    [Theory]
    [InlineData("api://orders", "api://orders/.default")]
    [InlineData("api://orders/Orders.Read", "api://orders/.default")]
    [InlineData("api://acme.onmicrosoft.com/orders", "api://acme.onmicrosoft.com/orders/.default")]
    [InlineData("api://acme.onmicrosoft.com/orders/user_impersonation", "api://acme.onmicrosoft.com/orders/.default")]
    [InlineData("api://o/Orders.Read", "api://o/.default")]
    [InlineData("api://orders/archive/Orders.Read", "api://orders/archive/.default")]
    [InlineData("s://orders/Orders.Read", "s://orders/.default")]
    [InlineData("https://orders.example", "https://orders.example/.default")]
    [InlineData(" https://orders.example ", "https://orders.example/.default")]
    [InlineData("https://graph.microsoft.com/", "https://graph.microsoft.com/.default")]
    [InlineData("https://orders.example/scope.read", "https://orders.example/.default")]
    [InlineData("11111111-2222-3333-4444-555555555555", "11111111-2222-3333-4444-555555555555/.default")]
    public Task The_scope_is_that_of_the_resource(string before, string after)
    {
        return Verify.Fixes(With("{|GRPCAUTH7001:", "|}", before), With("", "", after), IdentityLibraries.Setup);

        static string With(string start, string end, string scope) => ClientCredentialScopeIncompleteTests.Usings + $$"""
            public sealed class Tokens(IConfidentialClientApplication app)
            {
                private static readonly string[] Scopes = { {{start}}"{{scope}}"{{end}} };

                public async Task<string> GetAsync() => (await app.AcquireTokenForClient(Scopes).ExecuteAsync()).AccessToken;
            }
            """;
    }

    [Theory]
    [InlineData("{|GRPCAUTH7001:\"User.Read\"|}", "")]
    [InlineData("{|GRPCAUTH7001:\"api://\"|}", "")]
    [InlineData("{|GRPCAUTH7001:\"://orders/Orders.Read\"|}", "")]
    [InlineData("Environment.MachineName.Length > 4 ? {|GRPCAUTH7001:\"api://orders\"|} : {|GRPCAUTH7001:\"api://stock\"|}", "")]
    [InlineData("\"api://\" + Environment.MachineName + {|GRPCAUTH7001:\"/Orders.Read\"|}", "")]
    [InlineData("{|GRPCAUTH7001:\"api://orders/Orders.Read\"|}, {|GRPCAUTH7001:\"api://orders/Orders.Write\"|}", "")]
    [InlineData("{|GRPCAUTH7001:\"api://orders/Orders.Read\"|}", " + Scopes[0]")]
    public Task Not_without_a_resource_for_more_than_one_scope_and_for_a_constant_of_others(string scopes, string use) =>
        Verify.NotFixable(ClientCredentialScopeIncompleteTests.Usings + $$"""
            public sealed class Tokens(IConfidentialClientApplication app)
            {
                private static readonly string[] Scopes = { {{scopes}} };

                public async Task<string> GetAsync() => (await app.AcquireTokenForClient(Scopes).ExecuteAsync()).AccessToken{{use}};
            }
            """, IdentityLibraries.Setup);
}
