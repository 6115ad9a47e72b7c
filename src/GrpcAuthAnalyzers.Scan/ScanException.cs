using System;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>The scan failed; the message tells the user why.</summary>
internal sealed class ScanException(string message) : Exception(message);
