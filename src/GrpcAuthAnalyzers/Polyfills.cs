#pragma warning disable IDE0130 // The compiler finds these types by their full names.
namespace System.Runtime.CompilerServices;

/// <summary>Lets the compiler emit init-only setters and records on netstandard2.0.</summary>
internal static class IsExternalInit;
