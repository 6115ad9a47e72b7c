using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.CodeFirst;

/// <summary>
/// Registrations of ServiceModel.Grpc's clients: options of the client and of the factory, and a channel from a provider (ClientFactoryBuilder.cs), or from
/// <c>AddGrpcClient</c> (HttpClientBuilderExtensions.cs).
/// </summary>
public sealed class ServiceModelRegistrationTests
{
    private static readonly Setup Setup = ServiceModelTests.Setup;

    private static string Source(string registration) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Own
        {
            public static void ConfigureDefaultChannel() => Console.WriteLine("default");
        }

        public static class Startup
        {
            private static readonly GrpcChannel Channel = GrpcChannel.ForAddress("https://stock.example.com");
            private static readonly GrpcChannel Authenticated = GrpcChannel.ForAddress("https://stock.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                {
                    metadata.Add("authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN"));
                    return Task.CompletedTask;
                })),
            });

            public static void Add(IServiceCollection services, IChannelProvider provider, Action<ServiceModelGrpcClientOptions, IServiceProvider> configure)
            {
                {{registration}}
            }
        }
        """;

    [Theory]
    [InlineData("services.{|GRPCAUTH1002:AddServiceModelGrpcClient<IStock>|}(channel: ChannelProviderFactory.Singleton(Channel));")]
    [InlineData("services.{|GRPCAUTH1002:AddServiceModelGrpcClient<IStock>|}(null, ChannelProviderFactory.Transient(p => Channel));")]
    [InlineData("services.{|GRPCAUTH1002:AddServiceModelGrpcClient<IStock>|}((o, p) => o.Filters.Add(1, new LogFilter()), ChannelProviderFactory.Transient(p => Channel.CreateCallInvoker()));")]
    [InlineData("services.AddServiceModelGrpcClientFactory().{|GRPCAUTH1002:AddClient<IStock>|}(channel: ChannelProviderFactory.Singleton(Channel));")]
    [InlineData("services.AddServiceModelGrpcClientFactory().ConfigureDefaultChannel(ChannelProviderFactory.Singleton(Channel)).{|GRPCAUTH1002:AddClient<IStock>|}();")]
    [InlineData("Own.ConfigureDefaultChannel(); services.AddServiceModelGrpcClientFactory().ConfigureDefaultChannel(ChannelProviderFactory.Singleton(Channel)).{|GRPCAUTH1002:AddClient<IStock>|}();")]
    [InlineData("services.AddServiceModelGrpcClientFactory((o, p) => o.ServiceProvider = p).ConfigureDefaultChannel(ChannelProviderFactory.Transient(p => Channel)); services.{|GRPCAUTH1002:AddServiceModelGrpcClient<IStock>|}();")]
    public Task A_client_without_credentials(string registration) => Verify.NotFixable(Source(registration), Setup);

    [Theory]
    [InlineData("services.AddServiceModelGrpcClient<IStock>();")]
    [InlineData("services.AddServiceModelGrpcClient<IStock>(channel: provider);")]
    [InlineData("services.AddServiceModelGrpcClient<IStock>(configure, ChannelProviderFactory.Singleton(Channel));")]
    [InlineData("services.AddServiceModelGrpcClient<IStock>((o, p) => o.DefaultCallOptionsFactory = Token.Options, ChannelProviderFactory.Singleton(Channel));")]
    [InlineData("services.AddServiceModelGrpcClient<IStock>((o, p) => o.Filters.Add(1, new AuthFilter()), ChannelProviderFactory.Singleton(Channel));")]
    [InlineData("services.AddServiceModelGrpcClient<IStock>((o, p) => o.Filters.Add(1, s => s.GetRequiredService<AuthFilter>()), ChannelProviderFactory.Singleton(Channel));")]
    [InlineData("services.AddServiceModelGrpcClient<IStock>(channel: ChannelProviderFactory.Singleton(Authenticated));")]
    [InlineData("services.AddServiceModelGrpcClient<IStock>(channel: ChannelProviderFactory.Transient(p => p.GetRequiredService<GrpcChannel>()));")]
    [InlineData("services.AddServiceModelGrpcClientFactory((o, p) => o.DefaultCallOptionsFactory = Token.Options).AddClient<IStock>(channel: ChannelProviderFactory.Singleton(Channel));")]
    [InlineData("services.AddServiceModelGrpcClientFactory(configure).AddClient<IStock>(channel: ChannelProviderFactory.Singleton(Channel));")]
    [InlineData("services.AddServiceModelGrpcClientFactory().ConfigureDefaultChannel(provider).AddClient<IStock>();")]
    [InlineData("services.AddServiceModelGrpcClientFactory().ConfigureDefaultChannel(ChannelProviderFactory.Singleton(Channel)).ConfigureDefaultChannel(provider).AddClient<IStock>();")]
    [InlineData("services.Configure<ServiceModelGrpcClientOptions>(o => { }); services.AddServiceModelGrpcClient<IStock>(channel: ChannelProviderFactory.Singleton(Channel));")]
    [InlineData("services.AddOptions<ServiceModelGrpcClientOptions>().Configure(o => { }); services.AddServiceModelGrpcClient<IStock>(channel: ChannelProviderFactory.Singleton(Channel));")]
    [InlineData("services.ConfigureAll<ServiceModelGrpcClientOptions>(o => { }); services.AddServiceModelGrpcClient<IStock>(channel: ChannelProviderFactory.Singleton(Channel));")]
    [InlineData("services.PostConfigure<ServiceModelGrpcClientOptions>(o => { }); services.AddServiceModelGrpcClient<IStock>(channel: ChannelProviderFactory.Singleton(Channel));")]
    [InlineData("services.PostConfigureAll<ServiceModelGrpcClientOptions>(o => { }); services.AddServiceModelGrpcClient<IStock>(channel: ChannelProviderFactory.Singleton(Channel));")]
    [InlineData("services.AddServiceModelGrpcClientFactory().ConfigureDefaultChannel(null!).AddClient<IStock>();")]
    [InlineData("services.AddServiceModelGrpcClient<IStock>(channel: ChannelProviderFactory.Singleton(Channel)); services.AddServiceModelGrpcClient<IStock>((o, p) => o.DefaultCallOptionsFactory = Token.Options);")]
    public Task A_client_with_credentials_and_one_that_is_not_seen(string registration) => Verify.Silent(Source(registration), Setup);

    [Fact]
    public Task A_client_whose_calls_pass_a_credential() => Verify.Silent(
        Source("services.AddServiceModelGrpcClient<IStock>(channel: ChannelProviderFactory.Singleton(Channel));")
        + "public sealed class Desk(IStock stock) { public Task<int> CountAsync() => stock.CountAsync(\"a\", Token.Options()); }", Setup);

    [Theory]
    [InlineData("(o, p) => o.DefaultCallOptionsFactory = Token.Options")]
    [InlineData("configure")]
    [InlineData("(o, p) => o.Filters.Add(1, new AuthFilter())")]
    public Task A_client_of_the_grpc_factory_with_options(string configure) => Verify.Silent(Source($$"""
        services.AddGrpcClient<IStock>(o => o.Address = new Uri("https://stock.example.com")).ConfigureServiceModelGrpcClientCreator<IStock>({{configure}});
        """), Setup);

    [Fact]
    public Task A_client_of_the_grpc_factory() => Verify.Fixes("""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                services.{|GRPCAUTH1002:AddGrpcClient<IStock>|}(o => o.Address = new Uri("https://stock.example.com"))
                    .ConfigureServiceModelGrpcClientCreator<IStock>();
            }
        }
        """, """
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddGrpcClient<IStock>(o => o.Address = new Uri("https://stock.example.com"))
                    .AddCallCredentials((context, metadata) =>
                    {
                        var token = Environment.GetEnvironmentVariable("GRPC_STOCK_TOKEN")
                            ?? throw new InvalidOperationException("The environment variable 'GRPC_STOCK_TOKEN' is not set.");
                        metadata.Add("authorization", $"Bearer {token}");
                        return Task.CompletedTask;
                    })
                    .ConfigureServiceModelGrpcClientCreator<IStock>();
            }
        }
        """, Setup);
}
