using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Acme.Ordering;
using Acme.OrderServer;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>The sample server in this process, with a note of every authorization header that reaches it.</summary>
public sealed class LiveServer : IAsyncLifetime, IStartupFilter
{
    internal const string Password = "only-for-this-process";

    private readonly ConcurrentQueue<string> _arrived = new();
    private readonly ConcurrentQueue<string> _cookies = new();
    private readonly ConcurrentQueue<Dictionary<string, string>> _headers = new();
    private readonly X509Certificate2 _certificate = ServerCertificate.Create();
    private WebApplication? _app;
    private ServerAddresses? _addresses;
    private int _unavailable;

    public string Https => _addresses!.Https;

    public string Http => _addresses!.Http;

    /// <summary>The authorization headers that arrived since the last <see cref="Forget"/>, an empty text for a request without one.</summary>
    public IReadOnlyList<string> Arrived => _arrived.ToArray();

    /// <summary>The cookies that arrived since the last <see cref="Forget"/>, an empty text for a request without one.</summary>
    public IReadOnlyList<string> ArrivedCookies => _cookies.ToArray();

    /// <summary>The values of a header that arrived since the last <see cref="Forget"/>, an empty text for a request without it.</summary>
    public IReadOnlyList<string> ArrivedAs(string header) => [.. _headers.Select(headers => headers.GetValueOrDefault(header, ""))];

    /// <summary>Settings of the server besides the password, as on its command line.</summary>
    public string[] Settings { get; init; } = [];

    /// <summary>What a client must trust.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>The cookie that every reply sets from now on, or null.</summary>
    public string? SetsCookie { get; set; }

    public async Task InitializeAsync()
    {
        _app = OrderServerHost.Build(["--Password", Password, .. Settings], _certificate, builder => builder.Services.AddSingleton<IStartupFilter>(this));
        await _app.StartAsync();
        _addresses = ServerAddresses.Of(_app);
    }

    public async Task DisposeAsync()
    {
        await _app!.DisposeAsync();
        _certificate.Dispose();
    }

    public void Forget()
    {
        _arrived.Clear();
        _cookies.Clear();
        _headers.Clear();
    }

    /// <summary>The next requests are answered Unavailable, as by a server that is just starting.</summary>
    public void BeUnavailable(int requests) => _unavailable = requests;

    /// <summary>A token that is good for two seconds, if the <see cref="Settings"/> do not say otherwise.</summary>
    public string IssueToken() => _app!.Services.GetRequiredService<TokenIssuer>().TryIssue("acme", Password)!.AccessToken;

    /// <summary>A handler that trusts this server and no other.</summary>
    public SocketsHttpHandler CreateHandler()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_certificate);
        return new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
    }

    /// <summary>A TLS channel that tries a call three times while the server is unavailable, with call credentials if there are any.</summary>
    public GrpcChannel OpenChannel(CallCredentials? credentials = null) => GrpcChannel.ForAddress(Https, new GrpcChannelOptions
    {
        HttpHandler = CreateHandler(),
        ServiceConfig = RetryWhenUnavailable(),
        Credentials = credentials is null ? null : ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials),
    });

    /// <summary>Call credentials that always send this value.</summary>
    public static CallCredentials Sends(string authorization) => CallCredentials.FromInterceptor((_, metadata) =>
    {
        metadata.Add("authorization", authorization);
        return Task.CompletedTask;
    });

    /// <summary>One call of each of the five kinds.</summary>
    public static async Task CallEveryKindAsync(Orders.OrdersClient orders, Metadata? headers = null)
    {
        await orders.GetOrderAsync(new OrderRequest { Id = "1" }, headers);
        orders.GetOrder(new OrderRequest { Id = "1" }, headers);

        using var list = orders.ListOrders(new ListRequest { Count = 1 }, headers);
        Assert.True(await list.ResponseStream.MoveNext(CancellationToken.None));

        using var upload = orders.UploadOrders(headers);
        await upload.RequestStream.CompleteAsync();
        await upload.ResponseAsync;

        using var track = orders.TrackOrders(headers);
        await track.RequestStream.WriteAsync(new OrderRequest { Id = "1" });
        Assert.True(await track.ResponseStream.MoveNext(CancellationToken.None));
        await track.RequestStream.CompleteAsync();
        Assert.False(await track.ResponseStream.MoveNext(CancellationToken.None));
    }

    /// <summary>The call ends with this status.</summary>
    public static async Task EndsWithAsync(StatusCode expected, Func<Task> call) =>
        Assert.Equal(expected, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);

    Action<IApplicationBuilder> IStartupFilter.Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(NoteAsync);
        next(app);
    };

    internal static ServiceConfig RetryWhenUnavailable() => new()
    {
        MethodConfigs =
        {
            new MethodConfig
            {
                Names = { MethodName.Default },
                RetryPolicy = new RetryPolicy
                {
                    MaxAttempts = 3,
                    InitialBackoff = TimeSpan.FromMilliseconds(10),
                    MaxBackoff = TimeSpan.FromMilliseconds(10),
                    BackoffMultiplier = 1,
                    RetryableStatusCodes = { StatusCode.Unavailable },
                },
            },
        },
    };

    private Task NoteAsync(HttpContext context, RequestDelegate next)
    {
        _arrived.Enqueue(string.Join(" | ", context.Request.Headers.Authorization.AsEnumerable()));
        _cookies.Enqueue(string.Join(" | ", context.Request.Headers.Cookie.AsEnumerable()));
        _headers.Enqueue(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        if (SetsCookie is { } cookie)
            context.Response.Headers.SetCookie = cookie;

        if (Interlocked.Decrement(ref _unavailable) < 0)
            return next(context);

        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = $"{(int)StatusCode.Unavailable}";
        return Task.CompletedTask;
    }
}
