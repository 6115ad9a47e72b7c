using System;
using System.Threading;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Net.Client;

namespace Acme.Common
{
    /// <summary>Logs in at the orders server and keeps the token until shortly before it expires.</summary>
    public sealed class TokenSource : IDisposable
    {
        private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

        private readonly ClientSettings _settings;
        private readonly GrpcChannel _channel;
        private readonly SemaphoreSlim _gate = new SemaphoreSlim(1, 1);
        private string _token = "";
        private DateTime _renewAt = DateTime.MinValue;

        public TokenSource(ClientSettings settings)
        {
            _settings = settings;
            _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
            {
                HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
            });
        }

        public async Task<string> GetTokenAsync(CancellationToken cancellationToken)
        {
            await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (DateTime.UtcNow >= _renewAt)
                {
                    var sentAt = DateTime.UtcNow;
                    var accounts = new Accounts.AccountsClient(_channel);
                    var reply = await accounts.LoginAsync(
                        new LoginRequest { User = _settings.User, Password = _settings.Password },
                        cancellationToken: cancellationToken).ConfigureAwait(false);
                    _token = reply.AccessToken;
                    _renewAt = sentAt + TimeSpan.FromSeconds(reply.ExpiresIn) - Margin;
                }

                return _token;
            }
            finally
            {
                _gate.Release();
            }
        }

        public void Dispose()
        {
            _channel.Dispose();
            _gate.Dispose();
        }
    }
}
