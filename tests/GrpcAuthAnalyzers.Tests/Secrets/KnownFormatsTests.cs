using System;
using System.Linq;
using System.Text.RegularExpressions;
using GrpcAuthAnalyzers.Secrets.Formats;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Secrets;

/// <summary>Every form of the table is found where it stands, and nothing that only comes near it.</summary>
public class KnownFormatsTests
{
    public static TheoryData<string, string> Forms
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (name, template) in KnownFormats.All)
                data.Add(name, template.Pattern);

            return data;
        }
    }

    [Fact]
    public void There_are_more_than_sixty_services() => Assert.True(KnownFormats.All.Select(row => row.Name).Distinct().Count() > 60);

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_sample_of_each_form_is_found_wherever_it_stands(string name, string pattern)
    {
        foreach (var (seed, longest) in Enumerable.Range(1, 12).SelectMany(seed => new[] { (seed, false), (seed, true) }))
        {
            var token = Sample.Of(pattern, new FakeSecrets(seed), longest);
            foreach (var text in new[]
            {
                token, "Bearer " + token, $"{{\"key\":\"{token}\"}}", $"Endpoint=https://orders.invalid;ApiKey={token};Timeout=5", $"the key is {token}.", token + "\n", "'" + token + "'",
            })
            {
                Assert.True(KnownFormats.NameIn(text) == name, $"{pattern}, seed {seed}: {KnownFormats.NameIn(text)} in {text}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_that_continues_or_is_cut_off_or_filled_is_another_one(string name, string pattern)
    {
        var random = new FakeSecrets(99);
        var token = Sample.Of(pattern, random, longest: true);
        Assert.True(KnownFormats.NameIn("Z" + token) != name, "one in front: " + name);
        Assert.True(KnownFormats.NameIn(token + "Z") != name, "one behind: " + name);
        Assert.True(KnownFormats.NameIn(token[..^(token.EndsWith('=') ? 3 : 1)]) != name || pattern.Contains('-') || pattern.Contains("=="), "cut off: " + name);
        Assert.Null(KnownFormats.NameIn(Regex.Replace(pattern, @"\{\w(\d+)(?:-\d+)?\}", match => new string('x', int.Parse(match.Groups[1].Value)))));
        Assert.Null(KnownFormats.NameIn(Regex.Replace(pattern, @"\{\w(\d+)(?:-\d+)?\}", match => new string('0', int.Parse(match.Groups[1].Value)))));
        Assert.Null(KnownFormats.NameIn(Regex.Replace(pattern, @"\{(\w\d+(?:-\d+)?)\}", "[A-Za-z0-9]{$1}")));
        Assert.Null(KnownFormats.NameIn(Regex.Replace(pattern, @"\{(\w\d+(?:-\d+)?)\}", "...")));
        Assert.Null(KnownFormats.NameIn(Regex.Replace(pattern, @"\{(\w\d+(?:-\d+)?)\}", "<your-token>")));
    }

    [Theory]
    [InlineData("RSA ")]
    [InlineData("EC ")]
    [InlineData("")]
    [InlineData("OPENSSH ")]
    [InlineData("ENCRYPTED ")]
    public void Private_keys_are_found(string kind)
    {
        var body = string.Join("\n", Enumerable.Range(0, 3).Select(i => new FakeSecrets(i).Text(64)));
        var begin = $"-----BEGIN {kind}PRIVATE" + " KEY-----";
        var end = $"-----END {kind}PRIVATE" + " KEY-----";
        Assert.True(PrivateKeyText.IsIn($"{begin}\n{body}\n{end}"));
        Assert.True(PrivateKeyText.IsIn($"{begin}\r\n{body.Replace("\n", "\r\n")}\r\n{end}\r\n"));
        Assert.True(PrivateKeyText.IsIn($"{{\"private_key\": \"{begin}\\n{body.Replace("\n", "\\n")}\\n{end}\\n\"}}"));
        Assert.True(PrivateKeyText.IsIn($"{begin}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,{new FakeSecrets(9).Hex(32)}\n\n{body}\n{end}"));
        Assert.True(PrivateKeyText.IsIn($"    {begin}\n    {body.Replace("\n", "\n    ")}\n    {end}"));
        Assert.Null(KnownFormats.NameIn(begin));
        Assert.Null(KnownFormats.NameIn(begin + "\n" + end));
        Assert.Null(KnownFormats.NameIn($"{begin}\n...\n{end}"));
        Assert.Null(KnownFormats.NameIn($"{begin}\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC...\n{end}"));
        Assert.Null(KnownFormats.NameIn($"{begin}\n<your key>\n{end}"));
        Assert.Null(KnownFormats.NameIn($"{begin}\n{new string('A', 640)}\n{end}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("Bearer")]
    [InlineData("^gh[pousr]_[A-Za-z0-9]{36}$")]
    [InlineData("ghp_[0-9a-zA-Z]{36}")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gun\n-----END PUBLIC KEY-----")]
    [InlineData("AK" + "IAIOSFODNN7EXAMPLE")]
    [InlineData("hf_transformers_version_of_the_model_x")]
    [InlineData("glft-some-class-of-a-style-sheet-name")]
    [InlineData("secret_manager_client_for_the_orders_service_in_europe")]
    [InlineData("pathToTheFile12.configuration")]
    [InlineData("sk" + "_test_YourSecretKeyGoesHere")]
    [InlineData("gh" + "p_abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("gh" + "p_EXAMPLEa1b2c3d4e5f6a7b8c9d0e1f2a3b4c5")]
    [InlineData("System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e")]
    [InlineData("https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX")]
    [InlineData("https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/token")]
    [InlineData("CgxvcmRlcnMucHJvdG8SBm9yZGVycxofZ29vZ2xlL3Byb3RvYnVmL3RpbWVzdGFtcC5wcm90byJQCgVPcmRlchIKCgJpZBgBIAEoCRIMCgRuYW1lGAIgASgJ")]
    [InlineData("sha512-iNU34qNTOUyUqRUvYQBqUcMQ6BsEVxZ2bRCdVFPWkqQH8dBGDSXrJEzjvUuDQ0iJ0XfVqzHHQcTM6CkqZDwRNw==")]
    public void Ordinary_text_holds_none(string text) => Assert.Null(KnownFormats.NameIn(text));

    [Fact]
    public void Random_text_that_belongs_to_no_service_holds_none()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new FakeSecrets(seed);
            foreach (var text in new[] { random.Hex(64), random.Base64(32), random.Base64(64), random.Base64(3000), random.Guid, random.Text(40), random.Text(2000, FakeSecrets.UrlSafe), random.Macaroon })
                Assert.True(KnownFormats.NameIn(text) is null, text);
        }
    }
}
