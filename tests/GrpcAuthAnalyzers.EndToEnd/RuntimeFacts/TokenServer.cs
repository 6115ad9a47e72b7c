using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Acme.Ordering;
using Acme.OrderServer;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>A server on loopback that asks for a JWT on every call, with the options under test.</summary>
public sealed class TokenServer : IAsyncDisposable
{
    /// <summary>Who issues the good tokens, and for whom.</summary>
    public const string Issuer = "https://login.example", Audience = "orders";

    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;

    private readonly LogLines _log;

    private TokenServer(WebApplication app, LogLines log)
    {
        _app = app;
        _log = log;
        _channel = GrpcChannel.ForAddress(Address);
    }

    /// <summary>Where it listens, over http.</summary>
    public string Address => _app.Urls.Single(static url => url.StartsWith("http:", StringComparison.Ordinal));

    /// <summary>Where it listens with a certificate that nobody trusts.</summary>
    public string SecureAddress => _app.Urls.Single(static url => url.StartsWith("https:", StringComparison.Ordinal));

    /// <summary>What the server has logged of connections, gRPC and authentication.</summary>
    public string Log => _log.Text;

    /// <summary>The key that signs the good tokens.</summary>
    public static SymmetricSecurityKey Key { get; } = new(RandomNumberGenerator.GetBytes(32));

    /// <summary>A client of the server.</summary>
    public Orders.OrdersClient Orders => new(_channel);

    /// <summary>The log as soon as this stands in it, or after ten seconds: a server may still be writing when its client has the answer.</summary>
    public async Task<string> LogWithAsync(string line)
    {
        for (var waited = 0; waited < 100 && !Log.Contains(line, StringComparison.Ordinal); waited++)
            await Task.Delay(100);

        return Log;
    }

    /// <summary>Starts the server; the parameters are those of a server that checks everything, then changed.</summary>
    public static async Task<TokenServer> StartAsync(Action<TokenValidationParameters>? weaken = null, Action<JwtBearerOptions>? configure = null)
    {
        var builder = WebApplication.CreateBuilder();
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Logging.AddFilter("Grpc", LogLevel.Debug);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Debug);
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.UseHttps(ServerCertificate.Create()));
        });
        builder.Services.AddGrpc();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.TokenValidationParameters = new TokenValidationParameters { ValidIssuer = Issuer, ValidAudience = Audience, IssuerSigningKey = Key };
            weaken?.Invoke(options.TokenValidationParameters);
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.MapGrpcService<EchoServer.Echo>().RequireAuthorization();
        await app.StartAsync();
        return new TokenServer(app, log);
    }

    /// <summary>A token that is good, apart from what the arguments say.</summary>
    public static string Token(
        string issuer = Issuer, string audience = Audience, TimeSpan? expiresIn = null, bool expires = true, SecurityKey? key = null,
        bool isSigned = true, TimeSpan? validIn = null)
    {
        var now = DateTime.UtcNow;
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = expires };
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = expires ? now + (validIn ?? TimeSpan.FromHours(-2)) : null,
            Expires = expires ? now + (expiresIn ?? TimeSpan.FromMinutes(10)) : null,
            Claims = new Dictionary<string, object> { ["sub"] = "acme" },
            SigningCredentials = isSigned ? new SigningCredentials(key ?? Key, SecurityAlgorithms.HmacSha256) : null,
        });
    }

    /// <summary>How a call with this token ends.</summary>
    public async Task<StatusCode> SendAsync(string token)
    {
        try
        {
            await Orders.GetOrderAsync(new OrderRequest { Id = "1" }, new Metadata { { "authorization", "Bearer " + token } });
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _app.DisposeAsync();
    }
}
