using Acme.Ordering;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;

namespace Acme.OrderServer;

/// <summary>Anonymous: who logs in has no token yet.</summary>
[AllowAnonymous]
public sealed class AccountService(TokenIssuer issuer) : Accounts.AccountsBase
{
    public override Task<LoginReply> Login(LoginRequest request, ServerCallContext context) =>
        issuer.TryIssue(request.User, request.Password) is { } token
            ? Task.FromResult(new LoginReply { AccessToken = token.AccessToken, ExpiresIn = token.ExpiresIn })
            : throw new RpcException(new Status(StatusCode.PermissionDenied, "unknown user or wrong password"));
}
