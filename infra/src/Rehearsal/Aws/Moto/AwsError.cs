using System.Xml;
using System.Xml.Linq;

namespace Rehearsal.Aws.Moto;

/// <summary>AWS refuses a call; the message is AWS's own.</summary>
internal sealed class AwsError(string message) : Exception(message)
{
    public static AwsError Parse(string answer)
    {
        try
        {
            var error = XElement.Parse(answer).DescendantsAndSelf().First(element => element.Name.LocalName == "Error");
            return new(error.Value("Message")!);
        }
        catch (Exception invalid) when (invalid is XmlException or InvalidOperationException)
        {
            return new("the emulator gave no valid response; emulator.log has the reason.");
        }
    }
}
