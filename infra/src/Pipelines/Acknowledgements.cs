using Amazon.CDK;
using Constructs;

namespace Expenses;

internal static class Acknowledgements
{
    extension(IConstruct construct)
    {
        /// <summary>Lives with a finding of the compliance rules, on this construct and below it: a reviewer reads why beside the resource.</summary>
        public void Acknowledge(string rule, string reason) => Validations.Of(construct).Acknowledge(new Acknowledgment { Id = rule, Reason = reason });
    }
}
