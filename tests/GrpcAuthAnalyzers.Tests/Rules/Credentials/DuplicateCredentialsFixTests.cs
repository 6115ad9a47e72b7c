using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class DuplicateCredentialsFixTests
{
    [Fact]
    public Task The_entry_that_repeats_another_is_removed() => Verify.Fixes(
        Program("headers.Add(\"authorization\", \"Bearer \" + token);\n        // and again\n        {|GRPCAUTH1009:headers.Add(\"authorization\", \"Bearer \" + token)|};\n        headers.Add(\"x-trace\", \"1\");"),
        Program("headers.Add(\"authorization\", \"Bearer \" + token);\n        // and again\n        headers.Add(\"x-trace\", \"1\");"));

    [Fact]
    public Task Of_two_values_none_is_known_to_be_right() => Verify.NotFixable(
        Program("headers.Add(\"authorization\", \"Bearer \" + token);\n        {|GRPCAUTH1009:headers.Add(\"authorization\", token)|};"));

    [Fact]
    public Task The_link_of_a_chain_that_repeats_another_is_removed() => Verify.Fixes(
        Registration("\n            .AddCallCredentials(ApplyAsync)\n            .EnableCallContextPropagation()\n            .{|GRPCAUTH1009:AddCallCredentials|}(ApplyAsync)"),
        Registration("\n            .AddCallCredentials(ApplyAsync)\n            .EnableCallContextPropagation()"));

    [Theory]
    [InlineData("headers.Add(\"authorization\", \"Bearer \" + token);\n        {|GRPCAUTH1009:headers.Add(\"Authorization\", $\"Bearer {token}\")|};", "headers.Add(\"authorization\", \"Bearer \" + token);")]
    public Task The_same_token_in_another_form_is_the_same(string before, string after) => Verify.Fixes(Program(before), Program(after));

    [Fact]
    public Task An_entry_that_repeats_one_of_the_initializer_is_removed() => Verify.Fixes(
        Initialized("_ = token;\n        {|GRPCAUTH1009:headers.Add(\"authorization\", $\"Bearer {token}\")|};"), Initialized("_ = token;"));

    private static string Initialized(string statements) =>
        Program(statements).Replace("new Metadata()", "new Metadata { { \"authorization\", \"Bearer \" + token } }", StringComparison.Ordinal);

    [Theory]
    [InlineData("headers.Add(\"authorization\", \"Bearer \" + token);\n        token = token.Trim();\n        {|GRPCAUTH1009:headers.Add(\"authorization\", \"Bearer \" + token)|};")]
    [InlineData("headers.Add(\"authorization\", \"Bearer \" + token);\n        {|GRPCAUTH1009:headers.Add(\"authorization\", \"Token \" + token)|};")]
    public Task A_token_that_is_another_one_by_then_is_left(string statements) => Verify.NotFixable(Program(statements));

    private static string Program(string statements) => $$"""
        public static class Calls
        {
            public static async Task CallAsync(Orders.OrdersClient orders, string token)
            {
                var headers = new Metadata();
                {{statements}}
                await orders.GetOrderAsync(new OrderRequest(), headers);
            }
        }
        """;

    private static string Registration(string chain) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")){{chain}};

            private static Task ApplyAsync(AuthInterceptorContext context, Metadata metadata)
            {
                metadata.Add("authorization", "Bearer " + Environment.MachineName);
                return Task.CompletedTask;
            }
        }
        """;
}
