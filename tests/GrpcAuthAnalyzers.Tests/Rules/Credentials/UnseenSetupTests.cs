using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Syntax;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>GRPCAUTH1001 and 1002 where code of other assemblies gets the services of the program: what it adds to every client is not known.</summary>
public sealed class UnseenSetupTests
{
    private const string Usings = """
        using Company;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        """;

    private const string AddClient = "AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\"));";

    private const string Reported = "{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri(\"https://orders.example.com\"));";

    private static readonly string ReportedCallers = Callers.Replace("client.GetOrder(new OrderRequest());", "{|GRPCAUTH1001:client.GetOrder|}(new OrderRequest());");

    private const string Callers = """

        public sealed class First(Orders.OrdersClient client, IConfiguration settings)
        {
            public Order Get() => client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + settings["Token"] } });
        }

        public sealed class Second(Orders.OrdersClient client)
        {
            public Order Get() => client.GetOrder(new OrderRequest());
        }
        """;

    private static readonly Setup WithCompany = Setup.Usual with
    {
        Library = """
            using System;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.Configuration;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            namespace Company;

            public static class Defaults
            {
                public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder => builder;
                public static IServiceCollection AddCompanyGrpc(this IServiceCollection services) => services;
                public static void Configure(IServiceCollection services, IConfiguration settings) => services.GetType();
                public static void Configure(IServiceCollection services) => services.GetType();
                public static IHostBuilder UseCompany(this IHostBuilder host) => host;
                public static WebApplicationBuilder CreateBuilder(string[] args) => WebApplication.CreateBuilder(args);
                public static IServiceCollection Scan(this IServiceCollection services, Action<object> scan) => services;
                public static int Count(int count) => count;
                public static void UseThings(this IApplicationBuilder app) => app.GetType();
            }

            public sealed class Factory : IServiceProviderFactory<ServiceCollection>
            {
                public ServiceCollection CreateBuilder(IServiceCollection services) => new();
                public IServiceProvider CreateServiceProvider(ServiceCollection services) => services.BuildServiceProvider();
            }

            public sealed class Module(IServiceCollection services)
            {
                public int Count => services.Count;
            }

            public class StartupBase
            {
                public virtual void ConfigureServices(IServiceCollection services) => services.GetType();
            }

            public interface IModule
            {
                void Register(Context context);
            }

            public sealed class Context(IServiceCollection services)
            {
                public IServiceCollection Services => services;
            }
            """,
    };

    [Theory]
    [InlineData("builder.AddServiceDefaults();")]
    [InlineData("builder.Services.AddCompanyGrpc();")]
    [InlineData("builder.Services.AddOptions().AddCompanyGrpc();")]
    [InlineData("Defaults.Configure(builder.Services, builder.Configuration);")]
    [InlineData("builder.Host.UseCompany();")]
    [InlineData("builder.Host.ConfigureServices(Defaults.Configure);")]
    [InlineData("builder.Host.UseServiceProviderFactory(new Factory());")]
    [InlineData("builder.Services.Scan(scan => { });")]
    [InlineData("_ = new Module(builder.Services);")]
    [InlineData("Module all = new(builder.Services); Console.WriteLine(all);")]
    [InlineData("builder.Host.ConfigureServices((Action<IServiceCollection>)Defaults.Configure);")]
    [InlineData("builder.Host.ConfigureServices(new Action<IServiceCollection>(Company.Defaults.Configure));")]
    [InlineData("builder.Host.ConfigureServices((Defaults.Configure));")]
    [InlineData("Action<IServiceCollection> setup = Defaults.Configure; builder.Host.ConfigureServices(setup);")]
    [InlineData("Action<IServiceCollection>[] all = [Defaults.Configure]; builder.Host.ConfigureServices(all[0]);")]
    [InlineData("Setup(builder.Services); static void Setup(IServiceCollection all) => all.AddCompanyGrpc();")]
    public async Task Code_of_another_assembly_gets_the_services(string setup)
    {
        await Verify.Silent(Program(setup, AddClient), WithCompany);
        await Verify.Silent(Program(setup, AddClient) + Callers, WithCompany with { GeneratedContracts = true });
    }

    /// <summary>A call of a name that no such assembly declares is not bound: a contract assembly, which cannot get the services, adds none.</summary>
    [Fact]
    public async Task Only_the_names_of_assemblies_that_may_get_the_services_matter()
    {
        var alone = UnseenNames.Of(await FactsOf(Setup.Usual));
        Assert.False(alone.Contain("GetOrder"));
        Assert.False(alone.Contain("OrdersClient"));
        Assert.False(alone.Contain(TreeIndex.ImplicitCreation));

        var beside = UnseenNames.Of(await FactsOf(WithCompany));
        Assert.True(beside.Contain("AddServiceDefaults"));
        Assert.True(beside.Contain("Module"));
        Assert.True(beside.Contain(TreeIndex.ImplicitCreation));
        Assert.False(beside.Contain("GetOrder"));
        Assert.False(beside.Contain("AddOptions"));

        static async Task<CompilationFacts> FactsOf(Setup setup) =>
            CompilationFacts.For((await (await ProjectUnderTest.CreateAsync(Program("", AddClient), setup)).GetCompilationAsync())!, [])!;
    }

    [Fact]
    public Task Code_of_another_assembly_makes_the_builder() =>
        Verify.Silent(Program("", AddClient).Replace("WebApplication.CreateBuilder", "Defaults.CreateBuilder") + Callers, WithCompany);

    [Theory]
    [InlineData("StartupBase", "override void ConfigureServices(IServiceCollection services)", "base.ConfigureServices(services); services.")]
    [InlineData("StartupBase", "override void ConfigureServices(IServiceCollection services)", "services.")]
    [InlineData("IModule", "void Register(Context context)", "context.Services.")]
    public Task A_framework_calls_the_method_with_services_that_others_get_too(string type, string method, string code) => Verify.Silent(Usings + $$"""
        public sealed class Shop : {{type}} { public {{method}} { {{code}}{{AddClient}} } }
        """ + Callers, WithCompany);

    [Theory]
    [InlineData("builder.Services.AddControllers(); builder.Services.AddLogging(); builder.Services.AddOptions();")]
    [InlineData("builder.Services.AddGrpc(); builder.Services.AddHttpContextAccessor(); builder.Services.AddMemoryCache(); builder.Services.AddHealthChecks();")]
    [InlineData("builder.Services.AddAuthorization(); builder.Services.AddAuthentication(); builder.Services.AddHttpClient();")]
    [InlineData("builder.Host.UseServiceProviderFactory(new DefaultServiceProviderFactory());")]
    [InlineData("builder.Services.Configure<Company.Context>(builder.Configuration.GetSection(\"Company\"));")]
    [InlineData("builder.Host.UseConsoleLifetime();")]
    [InlineData("Setup(builder); static void Setup(IHostApplicationBuilder all) => all.Services.ConfigureHttpClientDefaults(http => http.SetHandlerLifetime(TimeSpan.FromMinutes(1)));")]
    [InlineData("Console.WriteLine(Defaults.Count(builder.Services.Count));")]
    [InlineData("builder.Build().UseThings();")]
    public async Task Methods_that_are_known_or_seen(string setup)
    {
        await Verify.Reports(Program(setup, Reported), WithCompany);
        await Verify.Reports(Program(setup, AddClient) + ReportedCallers, WithCompany with { GeneratedContracts = true });
    }

    [Fact]
    public Task A_client_that_is_made_by_hand_gets_no_defaults() => Verify.Reports(
        Program("builder.AddServiceDefaults();", "{|GRPCAUTH1002:AddSingleton|}(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")));"),
        WithCompany);

    [Fact]
    public Task A_client_that_is_made_by_hand_beside_another_container() => Verify.Silent(
        Program(
            "builder.Host.UseServiceProviderFactory(new Factory());",
            "AddSingleton(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")));"),
        WithCompany);

    [Theory]
    [InlineData("builder.AddServiceDefaults();")]
    [InlineData("builder.Services.AddCompanyGrpc();")]
    [InlineData("Defaults.Configure(builder.Services, builder.Configuration);")]
    [InlineData("_ = new Module(builder.Services);")]
    [InlineData("builder.Host.ConfigureServices(Defaults.Configure);")]
    public async Task A_package_that_knows_no_clients_gets_the_services(string setup)
    {
        await Verify.Reports(Program(setup, Reported), Package(""));
        await Verify.Reports(Program(setup, AddClient) + ReportedCallers, Package("") with { GeneratedContracts = true });
    }

    /// <summary>Its modules may be of assemblies that only it finds, and a reference assembly does not name what is used in bodies.</summary>
    [Theory]
    [InlineData("public static class More { public static IServiceCollection AddMore(this IServiceCollection services) => services.ConfigureHttpClientDefaults(http => { }); }")]
    [InlineData("internal static class More { internal static void Add(IServiceCollection services) => services.Configure<Microsoft.Extensions.Http.HttpClientFactoryOptions>(o => { }); }")]
    [InlineData("internal static class More { internal static void Add(IServiceCollection services) => services.Configure<Grpc.Net.ClientFactory.GrpcClientFactoryOptions>(o => { }); }")]
    [InlineData("public interface IPart { void Register(IServiceCollection services); }")]
    [InlineData("public interface IPart { void Register(PartContext context); } public sealed record PartContext(IServiceCollection Services, string Name);")]
    [InlineData("public abstract class Part { protected virtual void Load(IHostApplicationBuilder builder) => builder.GetType(); }")]
    [InlineData("public static class Outer { public abstract class Part { public abstract void Load(WebApplicationBuilder builder); } }")]
    [InlineData("public interface IPart { void Load<TBuilder>(TBuilder builder) where TBuilder : IHostApplicationBuilder; }")]
    public Task A_package_that_may_change_clients_gets_the_services(string more) =>
        Verify.Silent(Program("builder.AddServiceDefaults();", AddClient) + Callers, Package(more));

    [Fact]
    public async Task A_package_whose_types_only_hold_the_services()
    {
        const string More = "public class Part(IServiceCollection services) : IHostedServiceSet { public IServiceCollection Services => services; public virtual void Add(string name) { } "
            + "void IHostedServiceSet.Add() { } private void Load(IServiceCollection all) => all.GetType(); } public interface IHostedServiceSet { IServiceCollection Services { get; } void Add(); }";
        await Verify.Reports(Program("builder.AddServiceDefaults();", Reported), Package(More));
    }

    [Theory]
    [InlineData("/shop/Company/obj/Debug/net10.0/ref/Library.dll", "")]
    [InlineData("/shop/Company/bin/Debug/net10.0/Library.dll", "")]
    [InlineData("/packages/company/1.0.0/ref/net10.0/Library.dll", "")]
    [InlineData("/packages/company/1.0.0/lib/net10.0/Library.dll", "[assembly: System.Runtime.CompilerServices.ReferenceAssembly]\n")]
    public Task A_reference_assembly_or_a_project_gets_the_services(string file, string attribute) => Verify.Silent(
        Program("builder.AddServiceDefaults();", AddClient) + Callers,
        WithCompany with { LibraryFile = file, Library = WithCompany.Library!.Replace("namespace Company;", attribute + "namespace Company;") });

    [Theory]
    [InlineData("Company.Http", "services.ConfigureHttpClientDefaults(http => { });", false, false)]
    [InlineData("Company.Http", "services.ConfigureHttpClientDefaults(http => { });", true, false)]
    [InlineData("Company.Cache", "services.AddMemoryCache();", false, true)]
    [InlineData("Company.Cache", "services.AddMemoryCache();", true, false)]
    [InlineData("Microsoft.Extensions.Company", "services.ConfigureHttpClientDefaults(http => { });", true, true)]
    public async Task A_package_hands_the_services_to_another_one(string name, string body, bool isMissing, bool isReported)
    {
        const string Setup = "using Microsoft.Extensions.DependencyInjection; public static class {0} {{ public static void Add(IServiceCollection services) {{ {1} }} }}";
        var inner = Image(name, string.Format(null, Setup, "Inner", body));
        var outer = Image("Company.Setup", string.Format(null, Setup, "Outer", "Inner.Add(services);"), inner);
        var project = (await ProjectUnderTest.CreateAsync(Program("Outer.Add(builder.Services);", AddClient).Replace("using Company;", ""), Verification.Setup.Usual))
            .AddMetadataReferences(isMissing ? [outer] : [outer, inner]);

        var found = await Analysis.OfAsync(project, Verify.ProductAnalyzer);

        Assert.Empty(found.Compiler);
        Assert.Equal(isReported ? ["GRPCAUTH1002"] : [], found.Reports.Select(static report => report.Id));
    }

    /// <summary><c>IHttpClientBuilder</c>: that method has registered one client, and which one its name may say.</summary>
    [Theory]
    [InlineData("builder.Services.AddInvoices();", true)]
    [InlineData("builder.Services.AddInvoicesClient().SetHandlerLifetime(TimeSpan.FromMinutes(1));", true)]
    [InlineData("builder.Services.AddOrders();", false)]
    [InlineData("builder.Services.AddOrdersGrpcClient();", false)]
    [InlineData("builder.Services.AddShop();", false)]
    [InlineData("builder.Services.AddAll();", false)]
    public Task A_project_registers_a_client_of_its_own(string setup, bool isReported)
    {
        var source = Program(setup, isReported ? Reported : AddClient).Replace("using Company;", "using Company; using Orders = Company.Orders;");
        var shop = WithCompany with
        {
            Library = """
                using Microsoft.Extensions.DependencyInjection;

                namespace Company;

                public static class Orders { public class OrdersClient : ClientBase<OrdersClient> {
                    public OrdersClient(CallInvoker invoker) : base(invoker) { }
                    private OrdersClient(ClientBaseConfiguration configuration) : base(configuration) { }
                    protected override OrdersClient NewInstance(ClientBaseConfiguration configuration) => new(configuration); } }
                public static class Invoices { public class InvoicesClient : ClientBase<InvoicesClient> {
                    public InvoicesClient(CallInvoker invoker) : base(invoker) { }
                    private InvoicesClient(ClientBaseConfiguration configuration) : base(configuration) { }
                    protected override InvoicesClient NewInstance(ClientBaseConfiguration configuration) => new(configuration); } }

                public static class Clients
                {
                    public static IHttpClientBuilder AddInvoices(this IServiceCollection services) => services.AddGrpcClient<Invoices.InvoicesClient>();
                    public static IHttpClientBuilder AddInvoicesClient(this IServiceCollection services) => services.AddGrpcClient<Invoices.InvoicesClient>();
                    public static IHttpClientBuilder AddOrders(this IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>();
                    public static IHttpClientBuilder AddOrdersGrpcClient(this IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>();
                    public static IHttpClientBuilder AddShop(this IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>();
                    public static IServiceCollection AddAll(this IServiceCollection services) => services;
                }
                """,
        };
        return isReported ? Verify.Reports(source, shop) : Verify.Silent(source, shop);
    }

    private static Setup Package(string more) => WithCompany with
    {
        LibraryFile = "/packages/company/1.0.0/lib/net10.0/Library.dll",
        Library = string.Join("\n", WithCompany.Library!.Split('\n').TakeWhile(static line => !line.Contains("class StartupBase"))) + more,
    };

    private static MetadataReference Image(string name, string source, params MetadataReference[] references)
    {
        using var image = new MemoryStream();
        var emitted = CSharpCompilation
            .Create(name, [CSharpSyntaxTree.ParseText(source)], [.. CompileReferences.Framework, .. references], new(OutputKind.DynamicallyLinkedLibrary))
            .Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray(), filePath: $"/packages/{name}/1.0.0/lib/net10.0/{name}.dll");
    }

    private static string Program(string setup, string registration) => Usings + $"""
        var builder = WebApplication.CreateBuilder(args);
        {setup}
        builder.Services.{registration}
        builder.Build().Run();

        """;
}
