using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.UserSecrets;
using Microsoft.Extensions.Hosting;
using Xunit;

[assembly: UserSecretsId("grpc-auth-analyzers-facts")]

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>Where a host looks for a setting: user secrets are read in Development only, and a host that is told nothing is in Production.</summary>
public sealed class UserSecretsFacts
{
    private static readonly string Name = typeof(UserSecretsFacts).Assembly.GetName().Name!;

    [Fact]
    public void A_worker_host_that_is_told_nothing_is_in_Production_and_reads_no_user_secrets()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = Name });
        Assert.Equal("Production", builder.Environment.EnvironmentName);

        Assert.DoesNotContain("secrets.json", JsonFilesOf(Worker(Environments.Production).Configuration));
        Assert.DoesNotContain("secrets.json", JsonFilesOf(Web(Environments.Production).Configuration));
    }

    [Fact]
    public void In_Development_user_secrets_come_after_appsettings_and_before_environment_variables()
    {
        IConfigurationManager[] configurations = [Worker(Environments.Development).Configuration, Web(Environments.Development).Configuration];
        Assert.All(configurations, configuration =>
        {
            List<IConfigurationSource> sources = [.. configuration.Sources];
            var settings = sources.FindLastIndex(source => source is JsonConfigurationSource { Path: "appsettings.Development.json" });
            var secrets = sources.FindLastIndex(source => source is JsonConfigurationSource { Path: "secrets.json" });
            var variables = sources.FindLastIndex(source => source is EnvironmentVariablesConfigurationSource { Prefix: null or "" });
            Assert.True(0 <= settings && settings < secrets && secrets < variables, $"{settings}, {secrets}, {variables}");
        });
    }

    [Fact]
    public void A_variable_with_two_underlines_is_the_setting_with_colons()
    {
        Environment.SetEnvironmentVariable("GRPC_AUTH_FACTS_Grpc__Auth__Token", "from the environment");
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("GRPC_AUTH_FACTS_").Build();

        Assert.Equal("from the environment", configuration["Grpc:Auth:Token"]);
    }

    private static HostApplicationBuilder Worker(string environment) =>
        Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = Name, EnvironmentName = environment });

    private static WebApplicationBuilder Web(string environment) =>
        WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = Name, EnvironmentName = environment });

    private static IEnumerable<string?> JsonFilesOf(IConfigurationManager configuration) =>
        configuration.Sources.OfType<JsonConfigurationSource>().Select(source => source.Path);
}
