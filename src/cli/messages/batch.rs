//! What is said about a run over many files: its cache, its shards, how far it is.

use std::io;
use std::path::Path;

use gouji::batch::Unfit;
use gouji::error::Lang;

/// The cache cannot be opened.
pub fn no_cache(lang: Lang, folder: &Path, error: &io::Error) -> String {
    let folder = folder.display();
    say!(
        lang,
        "gouji：不能使用缓存文件夹 {folder}：{error}。本次不用缓存；可用 --cache 指定另一个文件夹，或用 --no-cache",
        "gouji: cannot use the cache in {folder}: {error}; going on without it. Name another folder after --cache, or give --no-cache"
    )
}

/// Not all could be kept for the next run.
pub fn cache_not_written(lang: Lang, error: &io::Error) -> String {
    say!(
        lang,
        "gouji：缓存没有写全：{error}。结果不受影响，下次运行会多读一些文件；请检查磁盘空间",
        "gouji: not all could be kept in the cache: {error}; the results are whole, but the next run will read more files again. Check the space on the disk"
    )
}

/// Inputs whose content had been read before.
pub fn from_cache(lang: Lang, known: usize, folder: &Path) -> String {
    let folder = folder.display();
    say!(
        lang,
        "{known} 个文件的内容以前读过，取自缓存 {folder}",
        "{known} files had been read before and were taken from the cache in {folder}"
    )
}

/// The system names no folder for caches.
pub fn no_cache_folder(lang: Lang) -> String {
    say!(
        lang,
        "gouji：系统没有给出缓存文件夹。请用 --cache 指定",
        "gouji: the system names no folder for caches; name one after --cache"
    )
}

/// The cache cannot be swept.
pub fn cannot_sweep(lang: Lang, folder: &Path, error: &io::Error) -> String {
    let folder = folder.display();
    say!(
        lang,
        "gouji：不能清理缓存 {folder}：{error}。请检查路径和权限",
        "gouji: cannot sweep the cache in {folder}: {error}; check the path and its permissions"
    )
}

/// The cache was swept.
pub fn swept(lang: Lang, folder: &Path, freed: u64, left: u64) -> String {
    let folder = folder.display();
    let (freed, left) = (megabytes(freed), megabytes(left));
    say!(
        lang,
        "缓存 {folder}：删除 {freed} MB，留下 {left} MB",
        "cache in {folder}: {freed} MB deleted, {left} MB left"
    )
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}

/// Shards cannot be put together.
pub fn unfit(lang: Lang, unfit: &Unfit) -> String {
    match unfit {
        Unfit::Unreadable(path, error) => {
            let path = path.display();
            say!(
                lang,
                "gouji：不能读取 {path}：{error}。请给出 gouji audit --shard K/N 的输出文件夹",
                "gouji: cannot read {path}: {error}; name the output folders of gouji audit --shard K/N"
            )
        }
        Unfit::Damaged(path) => {
            let path = path.display();
            say!(
                lang,
                "gouji：{path} 已损坏或没有写完。请重新运行这一份",
                "gouji: {path} is damaged or not whole; run this shard again"
            )
        }
        Unfit::OtherBuild(path) => {
            let path = path.display();
            say!(
                lang,
                "gouji：{path} 是另一个版本的 gouji 写的。各份和合并须用同一个版本",
                "gouji: {path} was written by another build of gouji; all shards and the merge need the same one"
            )
        }
        Unfit::OtherRun(path) => {
            let path = path.display();
            say!(
                lang,
                "gouji：{path} 与其他各份不属于同一次运行：份数、输入文件清单或读取选项不同。请用相同的输入和选项重新运行",
                "gouji: {path} is no part of the same run as the others: their number, the list of inputs or the way of reading differs; run it again with the same inputs and options"
            )
        }
        Unfit::Twice(path) => {
            let path = path.display();
            say!(
                lang,
                "gouji：{path} 这一份给了两次",
                "gouji: this shard was given before: {path}"
            )
        }
        Unfit::Mixed(path) => {
            let path = path.display();
            say!(
                lang,
                "gouji：{path} 与其他各份的输入合起来不是那次运行的全部输入：有的重复，有的缺少",
                "gouji: {path} and the other shards together do not hold the inputs of the run: some are in more than one of them, or in none"
            )
        }
        Unfit::Missing(numbers, of) => {
            let numbers: Vec<String> = numbers.iter().map(|n| format!("{n}/{of}")).collect();
            let numbers = numbers.join(lang.pick("、", ", "));
            say!(
                lang,
                "gouji：缺少第 {numbers} 份",
                "gouji: shards are missing: {numbers}"
            )
        }
    }
}

/// A signal ended the run.
pub fn interrupted(lang: Lang) -> String {
    say!(
        lang,
        "gouji：已中止。已读的文件在缓存里（除非用了 --no-cache），再次运行同一命令即可接着读",
        "gouji: interrupted. What was read is in the cache (unless --no-cache was given): the same call goes on from there"
    )
}

/// There can be no log file.
pub fn no_log(lang: Lang, error: &io::Error) -> String {
    say!(
        lang,
        "gouji：不能写日志文件：{error}。本次没有日志文件",
        "gouji: cannot write a log file: {error}; going on without it"
    )
}

/// Where to read what was done with each file.
pub fn log_is_in(lang: Lang, path: &Path) -> String {
    let path = path.display();
    say!(lang, "日志：{path}", "log: {path}")
}
