using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Rules.Server.Findings;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Facts;

/// <summary>Which RPCs a program serves, for the map of clients and servers.</summary>
public sealed class ServedRpcsListTests
{
    [Theory]
    [InlineData("app.MapGrpcService<Desk>();", "GetOrder open, ListOrders open", "")]
    [InlineData("app.MapGrpcService<Desk>(); app.MapGrpcService<Closed>();", "ListOrders open", "GetOrder")]
    [InlineData("app.MapGrpcService<Closed>();", "GetOrder asks, ListOrders not answered", "")]
    public async Task Of_a_program(string map, string known, string undecided)
    {
        var project = await ProjectUnderTest.CreateAsync($$"""
            using Microsoft.AspNetCore.Authorization;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.DependencyInjection;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddGrpc();
            builder.Services.AddAuthentication("Bearer").AddJwtBearer();
            builder.Services.AddAuthorization();
            var app = builder.Build();
            {{map}}
            app.Run();

            public sealed class Desk : Orders.OrdersBase
            {
                public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order());

                public override Task ListOrders(OrderRequest request, IServerStreamWriter<Order> responses, ServerCallContext context) => Task.CompletedTask;
            }

            [Authorize]
            public sealed class Closed : Orders.OrdersBase
            {
                public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order());
            }
            """, Setup.Usual);
        var facts = CompilationFacts.For((await project.GetCompilationAsync())!, []);
        Assert.NotNull(facts);

        var rpcs = ServedRpcs.In(facts);
        Assert.Equal(known, string.Join(", ", rpcs.All
            .Where(rpc => rpc.Rpc.EndsWith("/GetOrder", System.StringComparison.Ordinal) || rpc.Rpc.EndsWith("/ListOrders", System.StringComparison.Ordinal))
            .Select(rpc => rpc.Rpc.Split('/')[1] + (!rpc.IsAnswered ? " not answered" : rpc.Demand == GrpcAuthAnalyzers.Grpc.Server.ServiceDemand.Required ? " asks" : " open"))
            .Distinct().Order()));
        Assert.Equal(undecided, string.Join(", ", rpcs.Undecided.Select(rpc => rpc.Rpc.Split('/')[1]).Distinct().Order()));
    }
}
