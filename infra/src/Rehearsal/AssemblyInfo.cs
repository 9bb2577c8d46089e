using System.Runtime.Versioning;

// The pipeline's steps are bash scripts and start Unix processes; on Windows, use WSL.
[assembly: SupportedOSPlatform("linux")]
[assembly: SupportedOSPlatform("macos")]
