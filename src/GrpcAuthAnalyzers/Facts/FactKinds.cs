using System;

namespace GrpcAuthAnalyzers.Facts;

/// <summary>What a line of a facts file says of a symbol or RPC; docs/facts.md describes each.</summary>
[Flags]
internal enum FactKinds
{
    /// <summary>Nothing is said.</summary>
    None = 0,

    /// <summary>The method, interceptor, handler or factory adds a credential to the calls that it concerns.</summary>
    Authenticates = 1,

    /// <summary>It adds none.</summary>
    AddsNothing = 2,

    /// <summary>The RPC, or every RPC of the client, needs no credentials.</summary>
    Anonymous = 4,

    /// <summary>The RPC, or every RPC of the client, is refused without credentials.</summary>
    RequiresCredentials = 8,

    /// <summary>Calls of the client pass their credentials themselves, in code that is not seen here.</summary>
    CallsPassHeaders = 16,

    /// <summary>What the method, property or field gives is a token.</summary>
    Token = 32,

    /// <summary>The method, or every method of the type, writes what it gets where people read it.</summary>
    Log = 64,

    /// <summary>
    /// The type makes gRPC calls with what its objects are given, though it is no generated client; of a constructor or static method: it makes such an object.
    /// </summary>
    GrpcClient = 128,

    /// <summary>Each registration of the client, in another project, adds a credential.</summary>
    RegisteredWithCredentials = 256,

    /// <summary>No registration of the client, in another project, adds one.</summary>
    RegisteredWithoutCredentials = 512,

    /// <summary>The server interceptor, the middleware, or the method that sets up a server refuses no caller.</summary>
    AsksNothing = 2048,

    /// <summary>Of the servers that answer the RPC, one leaves it open and another does not.</summary>
    ServersDiffer = 4096,

    /// <summary>No word of a file: the scan wrote the line, for a server of the solution shows it.</summary>
    Learned = 1024,
}
