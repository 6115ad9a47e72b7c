using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;

namespace GrpcAuthAnalyzers.Tests.Facts;

/// <summary>A server and a client without credentials, whose call is reported where the server may refuse it.</summary>
internal static class ReadingServer
{
    /// <summary>The last statement of an interceptor.</summary>
    internal const string On = "return await continuation(request, context);";

    /// <summary>Reads a header that is no credential.</summary>
    internal const string Id = "var id = context.RequestHeaders.GetValue(\"x-account-id\"); ";

    private const string Program = """
        using System.Linq;
        using Grpc.Core;
        using Grpc.Core.Interceptors;
        using Grpc.Net.Client;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;

        public static class Program
        {
            public static void Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddGrpc(o => o.Interceptors.Add<Reading>());
                var app = builder.Build();
                MIDDLEWARE
                app.MapGrpcService<Desk>();
                app.Run();
            }
        }

        public interface IAccounts
        {
            void SetAccount(string id);

            bool Find(string id);
        }

        public sealed class AccountMissingException : Exception;

        public sealed class Reading(ILogger<Reading> logger, IAccounts accounts) : Interceptor
        {
            public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
            {
                INTERCEPTOR
            }

            private void Write(Metadata headers, string key)
            {
                var value = headers.GetValue(key) ?? "(unknown)";
                logger.LogWarning($"{key}: {value}");
            }

            private void Demand(Metadata headers, string key)
            {
                if (headers.GetValue(key) is null)
                    throw new InvalidOperationException();
            }

            MEMBERS

            public string Unused => accounts.ToString() + logger;
        }

        public sealed class Desk(ILogger<Desk> logger) : Orders.OrdersBase
        {
            public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context)
            {
                SERVICE
            }

            public string Unused => logger.ToString()!;
        }

        public sealed class Client
        {
            public async Task RunAsync()
            {
                var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.invalid"));
                await «client.GetOrderAsync»(new OrderRequest());
            }
        }
        """;

    internal static string With(
        string interceptor = On, string service = "return Task.FromResult(new Order());", string middleware = "", bool isReported = false, string members = "") =>
        Program.Replace("INTERCEPTOR", interceptor).Replace("SERVICE", service).Replace("MIDDLEWARE", middleware).Replace("MEMBERS", members)
            .Replace("«", isReported ? "{|GRPCAUTH1001:" : "").Replace("»", isReported ? "|}" : "");

    internal static Task Judge(string program, bool isReported, Setup? setup = null) =>
        isReported ? Verify.Reports(program, setup) : Verify.Silent(program, setup);
}
