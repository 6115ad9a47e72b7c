using System.Collections.Immutable;

namespace GrpcAuthAnalyzers.Tests.Secrets.Vectors;

/// <summary>
/// Labelled texts with and without secrets, made anew for each seed. They are for development; what counts is that other shapes are
/// told as well.
/// </summary>
internal static partial class Vectors
{
    /// <summary>The usings and stubs in front of the C# vectors: <c>Prelude + Text</c> compiles. Google.Api.Gax.Grpc is not referenced here.</summary>
    internal const string Prelude =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net.Http;
        using System.Net.Http.Headers;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;
        using Grpc.Auth;
        using Grpc.Core;
        using Grpc.Core.Interceptors;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;

        namespace Grpc.Auth
        {
            public static class GoogleGrpcCredentials
            {
                public static CallCredentials FromAccessToken(string accessToken) => throw new NotSupportedException();
            }

            public static class GoogleAuthInterceptors
            {
                public static AsyncAuthInterceptor FromAccessToken(string accessToken) => throw new NotSupportedException();
            }
        }


        """;

    /// <summary>Every vector: equal for equal seeds, with equal ids for all seeds.</summary>
    internal static ImmutableArray<Vector> Generate(int seed)
    {
        var secrets = new FakeSecrets(seed);
        var list = new VectorList(secrets);
        AddCSharpPositives(list, secrets);
        AddCSharpPositiveFlows(list, secrets);
        AddCSharpNegatives(list, secrets);
        AddConfigPositives(list, secrets);
        AddConfigNegatives(list, secrets);
        AddValues(list, secrets);
        return list.All;
    }
}
