namespace Acme.OrderServer;

/// <summary>
/// Gives tokens to applications as Microsoft Entra ID does: a client id and a secret in a form, and a scope that names a resource and ends in
/// <c>/.default</c>. Another scope is refused with AADSTS1002012.
/// </summary>
internal static class DirectoryEndpoint
{
    internal static void MapDirectory(this WebApplication app) => app.MapPost("/{tenant}/oauth2/v2.0/token", AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpRequest request, TokenIssuer issuer)
    {
        var form = await request.ReadFormAsync();
        if (form["grant_type"] != "client_credentials")
            return Refuse("unsupported_grant_type", "AADSTS70003: The grant type is not supported.");

        if (!form["scope"].ToString().Split(' ').Any(scope => scope.EndsWith("/.default", StringComparison.Ordinal)))
            return Refuse("invalid_scope", "AADSTS1002012: The scope is not valid. Client credential flows must have a scope with /.default suffixed to the resource.");

        return issuer.TryIssue(form["client_id"].ToString(), form["client_secret"].ToString()) is { } token
            ? Results.Json(new { token_type = "Bearer", expires_in = token.ExpiresIn, access_token = token.AccessToken })
            : Refuse("invalid_client", "AADSTS7000215: The client secret is not valid.");
    }

    private static IResult Refuse(string error, string description) =>
        Results.Json(new { error, error_description = description }, statusCode: StatusCodes.Status400BadRequest);
}
