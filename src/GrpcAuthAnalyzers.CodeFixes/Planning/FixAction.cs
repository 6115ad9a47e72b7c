namespace GrpcAuthAnalyzers.CodeFixes.Planning;

/// <summary>The actions that a fix may offer for one report, in the order of the menu.</summary>
internal enum FixAction
{
    /// <summary>What <c>dotnet format</c> takes.</summary>
    First,

    /// <summary>Call credentials, where the first action is one that also works over http because https is not known.</summary>
    CallCredentials,

    /// <summary>The credential is sent by an interceptor class, which is written into the file of the report where the project has none.</summary>
    Interceptor,

    /// <summary>The same with the class in a file of its own. Not in a workspace of MSBuild, where a new file ends up twice in the project.</summary>
    InterceptorInNewFile,
}
