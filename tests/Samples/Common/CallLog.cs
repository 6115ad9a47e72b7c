using System;
using System.Threading.Tasks;
using Grpc.Core;

namespace Acme.Common
{
    /// <summary>Prints how each call went, and remembers whether one failed.</summary>
    public sealed class CallLog
    {
        private bool _failed;

        public int ExitCode
        {
            get { return _failed ? 1 : 0; }
        }

        public void Round(int number)
        {
            Console.WriteLine("ROUND " + number);
        }

        public async Task RunAsync(string call, Func<Task> action)
        {
            try
            {
                await action().ConfigureAwait(false);
                Console.WriteLine("OK " + call);
            }
            catch (RpcException exception)
            {
                _failed = true;
                Console.WriteLine("FAILED " + call + ": " + exception.StatusCode + " " + exception.Status.Detail);
            }
            catch (InvalidOperationException exception)
            {
                _failed = true;
                Console.WriteLine("FAILED " + call + ": " + nameof(InvalidOperationException) + " " + exception.Message);
            }
        }
    }
}
