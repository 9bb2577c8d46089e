using System.Xml.Linq;

namespace Rehearsal.Aws.Moto;

/// <summary>Reads answers of AWS's query protocol, whose namespaces differ from service to service.</summary>
internal static class QueryAnswer
{
    extension(XElement element)
    {
        public string? Value(string name) => element.Named(name).FirstOrDefault()?.Value;

        /// <summary>Gets the members of a list, wherever in the answer it is.</summary>
        public IEnumerable<XElement> Members(string list) =>
            element.Descendants().FirstOrDefault(child => child.Name.LocalName == list)?.Named("member") ?? [];

        private IEnumerable<XElement> Named(string name) => element.Elements().Where(child => child.Name.LocalName == name);
    }
}
