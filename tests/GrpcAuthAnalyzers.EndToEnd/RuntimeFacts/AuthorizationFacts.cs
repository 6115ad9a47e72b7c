using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>Who gets in to a gRPC service, by how the server sets up authentication and authorization (6001, 6002).</summary>
public sealed class AuthorizationFacts
{
    [Fact]
    public async Task A_service_that_asks_for_nothing_is_open_although_authentication_is_set_up()
    {
        await using var server = await StartAsync(WithBearer, app => app.MapGrpcService<EchoServer.Echo>());
        Assert.Equal(StatusCode.OK, await SendAsync(server, null));
        Assert.Equal(StatusCode.OK, await SendAsync(server, "junk"));
    }

    [Fact]
    public async Task Authorization_on_the_endpoint_the_class_a_group_or_by_fallback_refuses_a_caller_without_a_token()
    {
        foreach (var map in new Action<WebApplication>[]
        {
            app => app.MapGrpcService<EchoServer.Echo>().RequireAuthorization(),
            app => app.MapGrpcService<Protected>(),
            app => app.MapGroup("").RequireAuthorization().MapGrpcService<EchoServer.Echo>(),
        })
        {
            await using var server = await StartAsync(WithBearer, map);
            await AsksAsync(server);
        }

        await using var fallback = await StartAsync(
            services =>
            {
                WithBearer(services);
                services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            },
            app => app.MapGrpcService<EchoServer.Echo>());
        await AsksAsync(fallback);
    }

    [Fact]
    public async Task An_authorization_filter_of_MVC_on_a_service_does_nothing()
    {
        await using var server = await StartAsync(
            services =>
            {
                WithBearer(services);
                services.AddControllers();
            },
            app => app.MapGrpcService<Filtered>());
        Assert.Equal(StatusCode.OK, await SendAsync(server, null));
    }

    [Fact]
    public async Task Without_AddAuthorization_every_call_fails()
    {
        await using var server = await StartAsync(
            services => services.AddAuthentication("Bearer").AddJwtBearer(Configure), app => app.MapGrpcService<Protected>());
        Assert.Equal(StatusCode.Unknown, await SendAsync(server, TokenServer.Token()));
    }

    [Fact]
    public async Task Without_a_scheme_every_call_fails()
    {
        await using var server = await StartAsync(
            services =>
            {
                services.AddAuthentication();
                services.AddAuthorization();
            },
            app => app.MapGrpcService<Protected>());
        Assert.Equal(StatusCode.Unknown, await SendAsync(server, TokenServer.Token()));

        await using var without = await StartAsync(services => services.AddAuthorization(), app => app.MapGrpcService<Protected>());
        Assert.Equal(StatusCode.Unknown, await SendAsync(without, TokenServer.Token()));
    }

    [Fact]
    public async Task Authorization_before_authentication_refuses_a_good_token()
    {
        await using var server = await StartAsync(WithBearer, app =>
        {
            app.UseAuthorization();
            app.UseAuthentication();
            app.MapGrpcService<Protected>();
        });
        Assert.Equal(StatusCode.Unauthenticated, await SendAsync(server, TokenServer.Token()));
    }

    [Fact]
    public async Task UseRouting_without_UseAuthorization_behind_it_lets_every_call_fail()
    {
        await using var missing = await StartAsync(WithBearer, app =>
        {
            app.UseRouting();
            app.MapGrpcService<Protected>();
        });
        Assert.Equal(StatusCode.Unknown, await SendAsync(missing, TokenServer.Token()));

        await using var before = await StartAsync(WithBearer, app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.UseRouting();
            app.MapGrpcService<Protected>();
        });
        Assert.Equal(StatusCode.Unknown, await SendAsync(before, TokenServer.Token()));

        await using var after = await StartAsync(WithBearer, app =>
        {
            IApplicationBuilder pipeline = app;
            pipeline.UseRouting();
            pipeline.UseEndpoints(endpoints => endpoints.MapGrpcService<Protected>());
            pipeline.UseAuthorization();
        });
        Assert.Equal(StatusCode.Unknown, await SendAsync(after, TokenServer.Token()));
    }

    [Fact]
    public async Task UseAuthentication_behind_UseRouting_is_fine()
    {
        await using var server = await StartAsync(WithBearer, app =>
        {
            app.UseRouting();
            app.UseAuthorization();
            app.MapGrpcService<Protected>();
        });
        Assert.Equal(StatusCode.OK, await SendAsync(server, TokenServer.Token()));
    }

    [Theory]
    [InlineData(false, StatusCode.Unauthenticated)]
    [InlineData(true, StatusCode.OK)]
    public async Task A_Startup_class_without_UseAuthentication_reads_a_token_only_for_a_service_that_names_its_scheme(bool isNamed, StatusCode status)
    {
        using var host = Host.CreateDefaultBuilder().ConfigureLogging(logging => logging.ClearProviders()).ConfigureWebHostDefaults(web => web
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2))
            .ConfigureServices(services =>
            {
                services.AddGrpc();
                WithBearer(services);
            })
            .Configure(app =>
            {
                app.UseRouting();
                app.UseAuthorization();
                app.UseEndpoints(endpoints => _ = isNamed ? endpoints.MapGrpcService<Named>() : endpoints.MapGrpcService<Protected>());
            })).Build();
        await host.StartAsync();
        var addresses = host.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features
            .Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()!;
        Assert.Equal(status, await SendAsync(addresses.Addresses.Single(), TokenServer.Token()));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_default_scheme_of_a_website_reads_no_token()
    {
        await using var server = await StartAsync(
            services =>
            {
                services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie().AddJwtBearer(Configure);
                services.AddAuthorization();
            },
            app => app.MapGrpcService<Protected>());
        Assert.NotEqual(StatusCode.OK, await SendAsync(server, TokenServer.Token()));
    }

    [Fact]
    public async Task Two_schemes_without_a_default_let_every_call_fail()
    {
        await using var server = await StartAsync(
            services =>
            {
                services.AddAuthentication().AddCookie().AddJwtBearer(Configure);
                services.AddAuthorization();
            },
            app => app.MapGrpcService<Protected>());
        Assert.Equal(StatusCode.Unknown, await SendAsync(server, TokenServer.Token()));

        await using var one = await StartAsync(
            services =>
            {
                services.AddAuthentication().AddJwtBearer(Configure);
                services.AddAuthorization();
            },
            app => app.MapGrpcService<Protected>());
        Assert.Equal(StatusCode.OK, await SendAsync(one, TokenServer.Token()));
    }

    [Fact]
    public async Task A_policy_or_scheme_that_is_not_registered_lets_every_call_fail()
    {
        await using var policy = await StartAsync(WithBearer, app => app.MapGrpcService<EchoServer.Echo>().RequireAuthorization("Orders"));
        Assert.Equal(StatusCode.Unknown, await SendAsync(policy, TokenServer.Token()));

        await using var scheme = await StartAsync(
            WithBearer, app => app.MapGrpcService<EchoServer.Echo>().RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "Jwt" }));
        Assert.Equal(StatusCode.Unknown, await SendAsync(scheme, TokenServer.Token()));
    }

    private static void WithBearer(IServiceCollection services)
    {
        services.AddAuthentication("Bearer").AddJwtBearer(Configure);
        services.AddAuthorization();
    }

    private static void Configure(JwtBearerOptions options) => options.TokenValidationParameters = new TokenValidationParameters
    {
        ValidIssuer = TokenServer.Issuer,
        ValidAudience = TokenServer.Audience,
        IssuerSigningKey = TokenServer.Key,
    };

    private static async Task AsksAsync(WebApplication server)
    {
        Assert.Equal(StatusCode.Unauthenticated, await SendAsync(server, null));
        Assert.Equal(StatusCode.OK, await SendAsync(server, TokenServer.Token()));
    }

    private static async Task<WebApplication> StartAsync(Action<IServiceCollection> configure, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        configure(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return app;
    }

    private static Task<StatusCode> SendAsync(WebApplication server, string? token) => SendAsync(server.Urls.Single(), token);

    private static async Task<StatusCode> SendAsync(string address, string? token)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var headers = new Metadata();
        if (token is not null)
            headers.Add("authorization", "Bearer " + token);

        try
        {
            await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest(), headers);
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }

    /// <summary>Asks for authorization.</summary>
    [Authorize]
    public class Protected : Orders.OrdersBase
    {
        public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order());
    }

    /// <summary>Names the scheme that authenticates its callers.</summary>
    [Authorize(AuthenticationSchemes = "Bearer")]
    public sealed class Named : Protected;

    /// <summary>Has a filter of MVC.</summary>
    [RefuseAll]
    public sealed class Filtered : Orders.OrdersBase
    {
        public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order());
    }

    private sealed class RefuseAllAttribute : Attribute, IAuthorizationFilter
    {
        public void OnAuthorization(AuthorizationFilterContext context) => context.Result = new UnauthorizedResult();
    }
}
