using Acme.Ordering;
using Grpc.Core;

namespace Acme.OrderTracker;

internal static class OrderStreams
{
    /// <summary>
    /// Reads a stream to its end and counts the orders. Once something has come, it is an end like any other that the server closes the stream because its
    /// token has expired, or that the connection drops.
    /// </summary>
    public static async Task<int> ReadToEndAsync(this IAsyncStreamReader<Order> orders, CancellationToken cancellationToken)
    {
        var count = 0;
        try
        {
            while (await orders.MoveNext(cancellationToken))
            {
                count++;
                Console.WriteLine($"  order {orders.Current.Id}");
            }
        }
        catch (RpcException exception) when (count > 0 && (exception.StatusCode is StatusCode.Unauthenticated or StatusCode.Unavailable))
        {
            Console.WriteLine("  " + exception.Status.Detail);
        }

        return count;
    }
}
