using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using GrpcAuthAnalyzers.Tests.Fixes.Written;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>Call credentials are for TLS only, and what says so is mostly silence.</summary>
[Collection(LiveCollection.Name)]
public sealed class PlaintextFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };

    private readonly LiveServer _server;

    public PlaintextFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Fact]
    public async Task Call_credentials_over_http_are_dropped_and_only_a_log_warning_tells()
    {
        using var log = new EventLog();
        using var channel = GrpcChannel.ForAddress(_server.Http, new GrpcChannelOptions { LoggerFactory = log });
        var options = new CallOptions(credentials: LiveServer.Sends($"Bearer {_server.IssueToken()}"));

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request, options));

        Assert.Equal([""], _server.Arrived);
        Assert.Contains("CallCredentialsNotUsed", log.Warnings);
    }

    [Fact]
    public async Task The_same_call_credentials_are_sent_over_https()
    {
        using var channel = _server.OpenChannel();
        var authorization = $"Bearer {_server.IssueToken()}";
        var options = new CallOptions(credentials: LiveServer.Sends(authorization));

        var order = await new Orders.OrdersClient(channel).GetOrderAsync(Request, options);

        Assert.Equal("acme", order.Customer);
        Assert.Equal([authorization], _server.Arrived);
    }

    [Fact]
    public async Task The_explicit_opt_in_sends_them_over_http()
    {
        using var channel = GrpcChannel.ForAddress(_server.Http, new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = true });
        var authorization = $"Bearer {_server.IssueToken()}";
        var options = new CallOptions(credentials: LiveServer.Sends(authorization));

        await new Orders.OrdersClient(channel).GetOrderAsync(Request, options);

        Assert.Equal([authorization], _server.Arrived);
    }

    [Fact]
    public async Task The_opt_in_changes_nothing_over_https()
    {
        using var plain = _server.OpenChannel();
        using var optedIn = GrpcChannel.ForAddress(
            _server.Https,
            new GrpcChannelOptions { HttpHandler = _server.CreateHandler(), UnsafeUseInsecureChannelCallCredentials = true });
        var authorization = $"Bearer {_server.IssueToken()}";
        var options = new CallOptions(credentials: LiveServer.Sends(authorization));

        await new Orders.OrdersClient(plain).GetOrderAsync(Request, options);
        await new Orders.OrdersClient(optedIn).GetOrderAsync(Request, options);

        Assert.Equal([authorization, authorization], _server.Arrived);
    }

    [Fact]
    public async Task Whoever_is_on_the_way_reads_a_header_over_http()
    {
        await using var tap = new WireTap(_server.Http);
        using var channel = GrpcChannel.ForAddress(tap.Address);
        var authorization = $"Bearer {_server.IssueToken()}";

        await new Orders.OrdersClient(channel).GetOrderAsync(Request, new Metadata { { "authorization", authorization } });

        Assert.Contains(authorization, tap.Seen, StringComparison.Ordinal);
        Assert.Equal([authorization], _server.Arrived);
    }

    [Fact]
    public async Task Nobody_on_the_way_reads_it_over_https()
    {
        await using var tap = new WireTap(_server.Https);
        using var channel = GrpcChannel.ForAddress(tap.Address, new GrpcChannelOptions { HttpHandler = _server.CreateHandler() });
        var token = _server.IssueToken();

        await new Orders.OrdersClient(channel).GetOrderAsync(Request, new Metadata { { "authorization", $"Bearer {token}" } });

        Assert.NotEmpty(tap.Seen);
        Assert.DoesNotContain(token, tap.Seen, StringComparison.Ordinal);
        Assert.Equal([$"Bearer {token}"], _server.Arrived);
    }

    [Fact]
    public async Task A_header_of_an_interceptor_is_sent_over_http_without_a_word()
    {
        using var log = new EventLog();
        using var channel = GrpcChannel.ForAddress(_server.Http, new GrpcChannelOptions { LoggerFactory = log });
        var authorization = $"Bearer {_server.IssueToken()}";
        var orders = new Orders.OrdersClient(channel.Intercept(metadata =>
        {
            metadata.Add("authorization", authorization);
            return metadata;
        }));

        await orders.GetOrderAsync(Request);

        Assert.Equal([authorization], _server.Arrived);
        Assert.Empty(log.Warnings);
    }

    [Fact]
    public async Task A_header_is_sent_over_http_without_a_word()
    {
        using var channel = GrpcChannel.ForAddress(_server.Http);
        var headers = new Metadata { { "authorization", $"Bearer {_server.IssueToken()}" } };

        await new Orders.OrdersClient(channel).GetOrderAsync(Request, headers);

        Assert.Equal([headers[0].Value], _server.Arrived);
    }

    [Fact]
    public async Task A_call_over_http_needs_no_switch()
    {
        Assert.False(AppContext.TryGetSwitch("System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport", out _));
        using var channel = GrpcChannel.ForAddress(_server.Http);

        await new Orders.OrdersClient(channel).GetOrderAsync(Request, new Metadata { { "authorization", $"Bearer {_server.IssueToken()}" } });
    }

    [Fact]
    public async Task An_interceptor_sets_call_credentials_over_http_in_vain()
    {
        using var log = new EventLog();
        using var channel = GrpcChannel.ForAddress(_server.Http, new GrpcChannelOptions { LoggerFactory = log });
        var orders = new Orders.OrdersClient(channel.Intercept(new CallCredentialsInterceptor(LiveServer.Sends($"Bearer {_server.IssueToken()}"))));

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await orders.GetOrderAsync(Request));

        Assert.Equal([""], _server.Arrived);
        Assert.Contains("CallCredentialsNotUsed", log.Warnings);
    }

    [Fact]
    public async Task Call_credentials_of_a_call_through_a_registered_client_are_dropped_over_http()
    {
        var services = new ServiceCollection();
        services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri(_server.Http));
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        var options = new CallOptions(credentials: LiveServer.Sends($"Bearer {_server.IssueToken()}"));

        await LiveServer.EndsWithAsync(
            StatusCode.Unauthenticated, async () => await provider.GetRequiredService<Orders.OrdersClient>().GetOrderAsync(Request, options));

        Assert.Equal([""], _server.Arrived);
    }

    [Fact]
    public void Secure_credentials_throw_on_an_http_address_in_spite_of_the_opt_in()
    {
        var options = new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, LiveServer.Sends("Bearer a")),
            UnsafeUseInsecureChannelCallCredentials = true,
        };

        Assert.Throws<InvalidOperationException>(() => GrpcChannel.ForAddress(_server.Http, options));
    }

    [Fact]
    public void Insecure_credentials_with_call_credentials_throw_on_any_address()
    {
        var credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, LiveServer.Sends("Bearer a"));

        Assert.Throws<InvalidOperationException>(() => GrpcChannel.ForAddress(_server.Https, new GrpcChannelOptions { Credentials = credentials }));
    }

    [Fact]
    public void Channel_credentials_of_a_registration_throw_on_http_when_the_client_is_first_resolved()
    {
        var services = new ServiceCollection();
        services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri(_server.Http))
            .ConfigureChannel(options => options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, LiveServer.Sends("Bearer a")));
        using var provider = services.BuildServiceProvider(validateScopes: true);

        Assert.Throws<InvalidOperationException>(provider.GetRequiredService<Orders.OrdersClient>);
    }

    [Fact]
    public async Task An_insecure_channel_of_Grpc_Core_refuses_call_credentials()
    {
        var channel = new Channel(new Uri(_server.Http).Authority, ChannelCredentials.Insecure);
        var options = new CallOptions(credentials: LiveServer.Sends($"Bearer {_server.IssueToken()}"));

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request, options));
        await channel.ShutdownAsync();

        Assert.Contains("security level", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(_server.Arrived);
    }

    [Fact]
    public void A_channel_of_Grpc_Core_with_insecure_and_call_credentials_cannot_be_created() =>
        Assert.ThrowsAny<ArgumentException>(
            () => new Channel("localhost", ChannelCredentials.Create(ChannelCredentials.Insecure, LiveServer.Sends("Bearer a"))));

    [Fact]
    public void Insecure_credentials_compose_and_throw_only_where_the_channel_is_made()
    {
        var credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, LiveServer.Sends("Bearer a"));

        Assert.Throws<InvalidOperationException>(() => GrpcChannel.ForAddress(_server.Http, new GrpcChannelOptions { Credentials = credentials }));
    }

    [Fact]
    public void Secure_credentials_throw_on_an_http_address()
    {
        var credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, LiveServer.Sends("Bearer a"));

        Assert.Throws<InvalidOperationException>(() => GrpcChannel.ForAddress(_server.Http, new GrpcChannelOptions { Credentials = credentials }));
    }

    [Fact]
    public void A_registration_with_call_credentials_and_an_http_address_throws_when_the_client_is_first_resolved()
    {
        var services = new ServiceCollection();
        services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri(_server.Http))
            .AddCallCredentials((_, metadata) =>
            {
                metadata.Add("authorization", "Bearer a");
                return Task.CompletedTask;
            });
        using var provider = services.BuildServiceProvider(validateScopes: true);

        Assert.Throws<InvalidOperationException>(provider.GetRequiredService<Orders.OrdersClient>);
    }

    /// <summary>Keeps the names of the warnings.</summary>
    private sealed class EventLog : ILoggerFactory, ILogger
    {
        private readonly List<string> _warnings = [];

        public IEnumerable<string> Warnings => _warnings;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name is { } name && logLevel == LogLevel.Warning)
                _warnings.Add(name);
        }

        public void Dispose()
        {
        }
    }
}
