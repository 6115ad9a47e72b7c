using System.Threading.Tasks;
using Grpc.Core;

namespace Acme.Common
{
    public static class RequestStreams
    {
        /// <summary>Writes a message, or returns false if the call is over: the response of the call then says why.</summary>
        public static async Task<bool> TryWriteAsync<T>(this IClientStreamWriter<T> stream, T message)
        {
            try
            {
                await stream.WriteAsync(message).ConfigureAwait(false);
                return true;
            }
            catch (RpcException)
            {
                return false;
            }
        }
    }
}
