using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Acme.OrderServer;

/// <summary>Keys that sign tokens. The newest one signs; the one before it is still accepted; older ones are withdrawn.</summary>
public sealed class SigningKeys(TimeProvider time, ServerSettings settings)
{
    private readonly Lock _lock = new();
    private SymmetricSecurityKey? _previous;
    private SymmetricSecurityKey? _current;
    private DateTimeOffset _signsUntil;

    public SymmetricSecurityKey Current
    {
        get
        {
            lock (_lock)
            {
                Rotate();
                return _current!;
            }
        }
    }

    /// <summary>The key with this id, or null if it was never there or has been withdrawn.</summary>
    public SymmetricSecurityKey? Find(string? kid)
    {
        lock (_lock)
        {
            Rotate();
            return kid == _current!.KeyId ? _current : kid == _previous?.KeyId ? _previous : null;
        }
    }

    private void Rotate()
    {
        var now = time.GetUtcNow();
        if (_current is not null && now < _signsUntil)
            return;

        // A key that nobody asked for during a whole period is withdrawn as well.
        _previous = now < _signsUntil + settings.KeyRotation ? _current : null;
        _current = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)) { KeyId = Guid.NewGuid().ToString("N") };
        _signsUntil = now + settings.KeyRotation;
    }
}
