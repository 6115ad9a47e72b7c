using System;

namespace Acme.Common
{
    /// <summary>Where the orders server is and who we are, from the environment.</summary>
    public sealed class ClientSettings
    {
        public ClientSettings(string host, string certificatePath, string user, string password, TimeSpan pause)
        {
            Host = host;
            CertificatePath = certificatePath;
            User = user;
            Password = password;
            Pause = pause;
        }

        /// <summary>Host and port.</summary>
        public string Host { get; }

        public Uri Address
        {
            get { return new Uri("https://" + Host); }
        }

        /// <summary>PEM file of the one certificate that is trusted.</summary>
        public string CertificatePath { get; }

        public string User { get; }

        public string Password { get; }

        /// <summary>The pause between two rounds of calls.</summary>
        public TimeSpan Pause { get; }

        public static ClientSettings FromEnvironment()
        {
            var pause = Environment.GetEnvironmentVariable("ORDERS_PAUSE_SECONDS");
            return new ClientSettings(
                Required("ORDERS_HOST"),
                Required("ORDERS_CERTIFICATE"),
                Required("ORDERS_USER"),
                Required("ORDERS_PASSWORD"),
                TimeSpan.FromSeconds(pause == null ? 4 : int.Parse(pause)));
        }

        private static string Required(string name)
        {
            return Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException(name + " is not set");
        }
    }
}
